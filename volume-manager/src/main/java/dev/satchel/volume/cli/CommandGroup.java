package dev.satchel.volume.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that does nothing itself but has commands in it. */
abstract class CommandGroup implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public final void run() {
    CommandSpec mine = spec;
    if (mine != null) {
      throw new CommandLine.ParameterException(
          mine.commandLine(),
          "Say which command: " + String.join(", ", mine.subcommands().keySet()) + ".");
    }
  }
}
