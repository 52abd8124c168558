package dev.satchel.frontend.cli;

import dev.satchel.volume.InvalidOptionsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;

/** The commands with their surroundings: environment, standard output, standard error. */
final class ServerProgram {
  private static final int NATIVE_LIBRARY_MISSING = 69;

  private final Map<String, String> environment;
  private final CommandLine commands;

  private ServerProgram(Map<String, String> environment, ServiceRunner runner) {
    this.environment = environment;
    this.commands =
        new CommandLine(new ServerCommand())
            .addSubcommand(new UpCommand(runner))
            .addSubcommand(new ManagerCommand(runner))
            .addSubcommand(new NodeCommand(runner))
            .addSubcommand(new FrontendCommand(runner))
            .addSubcommand(new InspectCommand())
            .addSubcommand(new CompletionCommand())
            .setCaseInsensitiveEnumValuesAllowed(true);
    UnknownCommand.explainIn(commands);
    commands.setExecutionExceptionHandler((thrown, command, parsed) -> failed(thrown, command));
  }

  /** The program as it runs on its own. */
  static ServerProgram of(Map<String, String> environment) {
    return new ServerProgram(environment, new ServiceRunner(System.out));
  }

  /** The program with its outputs led elsewhere; its services are handed to {@code runner}. */
  static ServerProgram of(
      Map<String, String> environment, ServiceRunner runner, PrintWriter out, PrintWriter err) {
    ServerProgram program = new ServerProgram(environment, runner);
    program.commands.setOut(out).setErr(err);
    return program;
  }

  /** Runs a command line and answers its exit code. */
  int run(String... arguments) {
    try {
      commands.setDefaultValueProvider(
          Settings.read(environment, List.of(arguments), OptionNames.of(commands)));
    } catch (IOException | IllegalArgumentException e) {
      commands.getErr().println(message(e));
      return ExitCode.USAGE;
    }
    return commands.execute(arguments);
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
    return isNativeLibraryMissing(thrown) ? NATIVE_LIBRARY_MISSING : ExitCode.SOFTWARE;
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
    String text = said.getMessage();
    return "satchel-server: " + (text == null ? said.toString() : text);
  }
}
