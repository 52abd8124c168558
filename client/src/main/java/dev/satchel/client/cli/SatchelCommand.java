package dev.satchel.client.cli;

import dev.satchel.cli.ProgramVersion;
import dev.satchel.cli.Terminal;
import dev.satchel.client.home.ClientHome;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What all commands share. */
@Command(
    name = "satchel",
    description = "Keeps a folder the same on all your devices.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n")
final class SatchelCommand implements Runnable {

  private final Terminal terminal;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "The client's own folder (default: SATCHEL_HOME, or ~/.satchel).")
  private @Nullable Path home;

  @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print one JSON document.")
  private boolean json;

  SatchelCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "a command is needed");
    }
  }

  Terminal terminal() {
    return terminal;
  }

  boolean json() {
    return json;
  }

  ClientHome home() {
    if (home != null) {
      return new ClientHome(terminal.workingFolder().resolve(home));
    }
    String fromEnvironment = terminal.environment().getOrDefault("SATCHEL_HOME", "");
    return new ClientHome(
        fromEnvironment.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".satchel")
            : terminal.workingFolder().resolve(fromEnvironment));
  }
}
