package dev.satchel.client.cli;

import dev.satchel.cli.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code satchel logs}. */
@Command(
    name = "logs",
    description = "The end of the client's log.",
    mixinStandardHelpOptions = true)
final class LogsCommand extends ClientCommand {

  private static final Duration INTERVAL = Duration.ofMillis(300);

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      defaultValue = "50",
      description = "How many lines (default: ${DEFAULT-VALUE}).")
  private int lines;

  @Option(
      names = {"-f", "--follow"},
      description = "Then what is added, until Ctrl-C.")
  private boolean follow;

  LogsCommand(SatchelCommand satchel) {
    super(satchel);
  }

  @Override
  int run() throws IOException {
    Path log = home().logs().resolve("satchel.log");
    if (!Files.exists(log)) {
      say("nothing has been logged yet in " + log);
      return ExitCode.DONE;
    }
    try (BufferedReader reader = Files.newBufferedReader(log)) {
      last(reader).forEach(this::show);
      out().flush();
      while (follow && !out().checkError() && rested(INTERVAL)) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          show(line);
        }
      }
    }
    return ExitCode.DONE;
  }

  private void show(String line) {
    out().println(Wording.printable(line.replace("\t", "    ")));
  }

  private Deque<String> last(BufferedReader reader) throws IOException {
    Deque<String> last = new ArrayDeque<>();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      last.add(line);
      if (last.size() > Math.max(lines, 0)) {
        last.remove();
      }
    }
    return last;
  }
}
