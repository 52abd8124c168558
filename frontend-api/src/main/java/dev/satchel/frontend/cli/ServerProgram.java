package dev.satchel.frontend.cli;

import dev.satchel.cli.CompletionCommand;
import dev.satchel.cli.ExitCode;
import dev.satchel.cli.FileFailure;
import dev.satchel.cli.Terminal;
import dev.satchel.frontend.service.UnsafeStartException;
import dev.satchel.volume.InvalidOptionsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The commands with their surroundings: environment, standard output, standard error. */
final class ServerProgram {
  private static final int NATIVE_LIBRARY_MISSING = 69;

  private final Terminal terminal;
  private final Map<String, Supplier<Object>> commands = new LinkedHashMap<>();

  /** The program; its services are handed to {@code runner}. */
  ServerProgram(Terminal terminal, ServiceRunner runner) {
    this.terminal = terminal;
    commands.put("up", () -> new UpCommand(runner));
    commands.put("manager", () -> new ManagerCommand(runner));
    commands.put("node", () -> new NodeCommand(runner));
    commands.put("frontend", () -> new FrontendCommand(runner));
    commands.put("inspect", InspectCommand::new);
    commands.put("completion", () -> new CompletionCommand(this::all));
  }

  /** Runs a command line and answers its exit code. */
  int run(String... arguments) {
    CommandLine program = program(arguments);
    try {
      program.setDefaultValueProvider(
          Settings.read(terminal.environment(), List.of(arguments), () -> OptionNames.of(all())));
    } catch (IOException | IllegalArgumentException e) {
      terminal.err().println(message(e));
      return ExitCode.USAGE;
    }
    return terminal.run(program, arguments);
  }

  /**
   * A command that is named needs no other: to read the options of all of them takes a tenth of a
   * node's start.
   */
  private CommandLine program(String... arguments) {
    String first = arguments.length == 0 ? "" : arguments[0];
    return commands.containsKey(first) ? with(Set.of(first)) : all();
  }

  private CommandLine all() {
    return with(commands.keySet());
  }

  private CommandLine with(Set<String> names) {
    CommandLine program = new CommandLine(new ServerCommand());
    commands.forEach((name, command) -> {
      if (names.contains(name)) {
        program.addSubcommand(command.get());
      }
    });
    return PlainWords.speakIn(program)
        .setExecutionExceptionHandler((thrown, command, _) -> failed(thrown, command));
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
    if (thrown instanceof UnsafeStartException) {
      return ExitCode.UNSAFE;
    }
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
