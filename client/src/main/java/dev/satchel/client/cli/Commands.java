package dev.satchel.client.cli;

import dev.satchel.cli.CompletionCommand;
import dev.satchel.cli.ExitCode;
import dev.satchel.cli.Terminal;
import dev.satchel.client.daemon.Ending;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;

/**
 * The list of commands.
 *
 * <p>Only the classes of the command that was named are loaded: `satchel status` is run often, by
 * people who wait for it.
 */
final class Commands {

  private static final Map<String, Function<SatchelCommand, Callable<Integer>>> ALL = all();

  private Commands() {}

  private static Map<String, Function<SatchelCommand, Callable<Integer>>> all() {
    Map<String, Function<SatchelCommand, Callable<Integer>>> commands = new LinkedHashMap<>();
    commands.put("login", LoginCommand::new);
    commands.put("logout", LogoutCommand::new);
    commands.put("start", StartCommand::new);
    commands.put("stop", StopCommand::new);
    commands.put("run", RunCommand::new);
    commands.put("sync", SyncCommand::new);
    commands.put("status", StatusCommand::new);
    commands.put("pause", PauseCommand::new);
    commands.put("resume", ResumeCommand::new);
    commands.put("why", WhyCommand::new);
    commands.put("ls", LsCommand::new);
    commands.put("history", HistoryCommand::new);
    commands.put("restore", RestoreCommand::new);
    commands.put("conflicts", ConflictsCommand::new);
    commands.put("verify", VerifyCommand::new);
    commands.put("devices", DevicesCommand::new);
    commands.put("doctor", DoctorCommand::new);
    commands.put("logs", LogsCommand::new);
    commands.put("completion", satchel -> new CompletionCommand(() -> whole(satchel)));
    return commands;
  }

  /** Parses the arguments, runs what they name, and answers what to exit with. */
  static int run(Terminal terminal, String... args) {
    SatchelCommand satchel = new SatchelCommand(terminal);
    List<String> named = Arrays.stream(args).filter(ALL::containsKey).distinct().toList();
    CommandLine program =
        commandLine(satchel, named.isEmpty() ? ALL.keySet() : named)
            .setExecutionExceptionHandler((e, _, _) -> explain(terminal, e));
    return terminal.run(program, args);
  }

  /** The program with all its commands, as the completion scripts need it. */
  private static CommandLine whole(SatchelCommand satchel) {
    return commandLine(satchel, ALL.keySet());
  }

  private static CommandLine commandLine(SatchelCommand satchel, Iterable<String> names) {
    CommandLine line = new CommandLine(satchel);
    for (String name : names) {
      Function<SatchelCommand, Callable<Integer>> command = ALL.get(name);
      if (command != null) {
        line.addSubcommand(name, command.apply(satchel));
      }
    }
    return line;
  }

  private static int explain(Terminal terminal, Exception failure) throws Exception {
    if (failure instanceof RefusedForSafety refusal) {
      terminal.err().println("satchel: " + Wording.printable(String.valueOf(refusal.getMessage())));
      return ExitCode.UNSAFE;
    }
    if (failure instanceof IOException e) {
      terminal.err().println("satchel: " + Wording.printable(Wording.of(e)));
      return Ending.codeOf(e);
    }
    throw failure;
  }
}
