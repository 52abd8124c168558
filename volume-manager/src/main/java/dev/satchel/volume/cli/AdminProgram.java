package dev.satchel.volume.cli;

import dev.satchel.cli.CompletionCommand;
import dev.satchel.cli.ProgramVersion;
import dev.satchel.cli.Terminal;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program: where the server is, and the commands. */
@Command(
    name = "satchel-admin",
    description = "Looks after a Satchel cell.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 done; 1 failed; 2 wrong usage; 3 server not reachable;",
      "4 refused; 5 done but for some items, which are listed; 6 refused for safety."
    })
final class AdminProgram extends CommandGroup {

  private final Terminal terminal;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "The data folder of a server on this machine.")
  private @Nullable Path data;

  @Option(
      names = "--server",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description = "The address of any manager or frontend.")
  private @Nullable String server;

  @Option(
      names = "--token-file",
      paramLabel = "F",
      scope = ScopeType.INHERIT,
      description = "Holds the admin token; admin.token in --data when absent.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print one JSON document instead of tables.")
  private boolean json;

  AdminProgram(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Parses the arguments, runs what they name, and answers what to exit with. */
  static int run(Terminal terminal, String... args) {
    return terminal.run(commandLine(terminal), args);
  }

  private static CommandLine commandLine(Terminal terminal) {
    AdminProgram program = new AdminProgram(terminal);
    CommandLine line = new CommandLine(program);
    line.addSubcommand(new StatusCommand(program));
    line.addSubcommand(new DfCommand(program));
    line.addSubcommand(new TopologyCommand(program));
    line.addSubcommand(new NodeCommand(program));
    line.addSubcommand(new DiskCommand(program));
    line.addSubcommand(new VolumeCommand(program));
    line.addSubcommand(new BlockCommand(program));
    line.addSubcommand(new ScrubCommand(program));
    line.addSubcommand(new UserCommand(program));
    line.addSubcommand(new CompletionCommand(() -> line));
    return line.setExecutionExceptionHandler((failure, _, _) -> explain(terminal, failure));
  }

  Terminal terminal() {
    return terminal;
  }

  /** The server that the options name. */
  AdminClient client() {
    return new AdminClient(ServerAddress.find(data, server, tokenFile));
  }

  /** Prints an answer: as it came when JSON was asked for, otherwise by {@code page}. */
  <T> T show(AdminClient.Answer<T> answer, Consumer<T> page) {
    if (json) {
      terminal.out().println(answer.json());
    } else {
      page.accept(answer.value());
    }
    return answer.value();
  }

  private static int explain(Terminal terminal, Exception failure) throws Exception {
    if (failure instanceof CommandException e) {
      terminal.err().println("satchel-admin: " + e.getMessage());
      return e.exitCode();
    }
    throw failure;
  }
}
