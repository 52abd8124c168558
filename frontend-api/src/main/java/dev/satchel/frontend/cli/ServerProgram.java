package dev.satchel.frontend.cli;

import dev.satchel.cli.CompletionCommand;
import dev.satchel.cli.ExitCode;
import dev.satchel.cli.FileFailure;
import dev.satchel.cli.Terminal;
import dev.satchel.volume.InvalidOptionsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The commands with their surroundings: environment, standard output, standard error. */
final class ServerProgram {
  private static final int NATIVE_LIBRARY_MISSING = 69;

  private final Terminal terminal;
  private final CommandLine commands;

  /** The program; its services are handed to {@code runner}. */
  ServerProgram(Terminal terminal, ServiceRunner runner) {
    this.terminal = terminal;
    this.commands = new CommandLine(new ServerCommand());
    commands
        .addSubcommand(new UpCommand(runner))
        .addSubcommand(new ManagerCommand(runner))
        .addSubcommand(new NodeCommand(runner))
        .addSubcommand(new FrontendCommand(runner))
        .addSubcommand(new InspectCommand())
        .addSubcommand(new CompletionCommand(() -> commands))
        .setExecutionExceptionHandler((thrown, command, _) -> failed(thrown, command));
  }

  /** Runs a command line and answers its exit code. */
  int run(String... arguments) {
    try {
      commands.setDefaultValueProvider(
          Settings.read(terminal.environment(), List.of(arguments), OptionNames.of(commands)));
    } catch (IOException | IllegalArgumentException e) {
      terminal.err().println(message(e));
      return ExitCode.USAGE;
    }
    return terminal.run(commands, arguments);
  }

  private static int failed(Exception thrown, CommandLine command) {
    if (thrown instanceof InvalidOptionsException || thrown instanceof IllegalArgumentException) {
      command.getErr().println(message(thrown));
      return ExitCode.USAGE;
    }
    if (thrown instanceof ParameterException usage) {
      command.getErr().println(message(usage));
      return ExitCode.USAGE;
    }
    LoggerFactory.getLogger(ServerProgram.class).debug("failed", thrown);
    command.getErr().println(message(thrown));
    return isNativeLibraryMissing(thrown) ? NATIVE_LIBRARY_MISSING : ExitCode.FAILED;
  }

  private static boolean isNativeLibraryMissing(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnsatisfiedLinkError) {
        return true;
      }
    }
    return false;
  }

  private static String message(Throwable thrown) {
    Throwable cause = thrown.getCause();
    Throwable said = thrown instanceof UncheckedIOException && cause != null ? cause : thrown;
    String text =
        said instanceof IOException failure ? FileFailure.describe(failure) : said.getMessage();
    return "satchel-server: " + (text == null ? said.toString() : text);
  }
}
