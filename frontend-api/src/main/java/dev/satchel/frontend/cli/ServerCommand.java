package dev.satchel.frontend.cli;

import dev.satchel.cli.ProgramVersion;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code satchel-server} without a command: wrong usage. */
@Command(
    name = "satchel-server",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "The services of Satchel.",
    footer = {
      "",
      "Every option can also be set as SATCHEL_<OPTION> in the environment and as a key of",
      "DIR/satchel.properties; the command line wins, then the environment, then the file."
    })
final class ServerCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(),
        "Say which service: up, manager, node or frontend (see --help).");
  }
}
