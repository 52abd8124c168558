package dev.satchel.volume.cli;

import io.avaje.jsonb.Jsonb;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code satchel-admin user}. */
@Command(
    name = "user",
    description = "Makes and shows accounts.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class UserCommand extends CommandGroup {

  private static final String PATH = "/admin/users";

  private final AdminProgram program;

  UserCommand(AdminProgram program) {
    this.program = program;
  }

  @Command(
      name = "add",
      description = {
        "Makes an account.",
        "The password is asked for on a terminal, or else read from standard input."
      },
      mixinStandardHelpOptions = true)
  int add(
      @Parameters(paramLabel = "EMAIL", description = "Whom it is for.") String email,
      @Option(
              names = "--password-file",
              paramLabel = "F",
              description = "The password is its first line.")
          @Nullable Path passwordFile)
      throws IOException {
    AdminClient client = program.client();
    String body =
        Jsonb.builder()
            .build()
            .type(Users.NewUser.class)
            .toJson(new Users.NewUser(email, password(passwordFile)));
    program.show(
        client.post(PATH, body, Users.User.class),
        user -> program.terminal().out().printf("account %s for %s%n", user.id(), user.email()));
    return ExitCode.DONE;
  }

  @Command(name = "list", description = "Lists all accounts.", mixinStandardHelpOptions = true)
  int list() {
    program.show(
        program.client().get(PATH, Users.class),
        list -> {
          Table table = new Table("ID", "EMAIL", "USED", "QUOTA", "CREATED");
          for (Users.User user : list.users()) {
            table.row(
                user.id(),
                user.email(),
                Sizes.human(user.usedBytes()),
                user.quotaBytes() == 0 ? "-" : Sizes.human(user.quotaBytes()),
                user.createdAt());
          }
          table.print(program.terminal().out());
        });
    return ExitCode.DONE;
  }

  private String password(@Nullable Path file) throws IOException {
    String password = file == null ? ask() : firstLine(file);
    if (password.isEmpty()) {
      throw new CommandException(picocli.CommandLine.ExitCode.USAGE, "the password is empty");
    }
    return password;
  }

  private static String firstLine(Path file) {
    try {
      return Files.readString(file).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new CommandException(
          picocli.CommandLine.ExitCode.USAGE, "the password file " + file + " cannot be read");
    }
  }

  private String ask() throws IOException {
    Console console = System.console();
    if (program.terminal().interactive() && console != null) {
      char[] typed = console.readPassword("password: ");
      return typed == null ? "" : new String(typed);
    }
    String line =
        new BufferedReader(new InputStreamReader(program.terminal().in(), StandardCharsets.UTF_8))
            .readLine();
    return line == null ? "" : line;
  }
}
