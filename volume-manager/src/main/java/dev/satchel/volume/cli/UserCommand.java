package dev.satchel.volume.cli;

import dev.satchel.cli.ExitCode;
import dev.satchel.cli.Passwords;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
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
    String password;
    try {
      password = Passwords.read(program.terminal(), file, "password");
    } catch (IOException e) {
      if (file == null) {
        throw e;
      }
      throw new CommandException(ExitCode.USAGE, "the password file " + file + " cannot be read");
    }
    if (password.isEmpty()) {
      throw new CommandException(ExitCode.USAGE, "the password is empty");
    }
    return password;
  }
}
