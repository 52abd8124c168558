package dev.satchel.client.cli;

import dev.satchel.cli.ExitCode;
import dev.satchel.client.daemon.ControlDocuments;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code satchel status}. */
@Command(
    name = "status",
    description = "What is in sync and what is not.",
    mixinStandardHelpOptions = true)
final class StatusCommand extends ClientCommand {

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  @Option(names = "--watch", description = "Again each second, until Ctrl-C.")
  private boolean watch;

  @Parameters(
      arity = "0..1",
      paramLabel = "PATH",
      description = "Only this file or folder, and why it is not in sync.")
  private @Nullable String path;

  StatusCommand(SatchelCommand satchel) {
    super(satchel);
  }

  @Override
  int run() throws IOException {
    if (path != null) {
      return new PathVerdict(home(), terminal(), json()).print(path);
    }
    print(CurrentStatus.of(home()));
    while (watch && rested(INTERVAL) && !out().checkError()) {
      print(CurrentStatus.of(home()));
    }
    return ExitCode.DONE;
  }

  private void print(CurrentStatus status) {
    if (json()) {
      print(ControlDocuments.STATUS, status.document());
      return;
    }
    if (watch && terminal().interactive()) {
      out().print("\033[H\033[2J");
    }
    new StatusPage(out()).print(status.document());
    out().flush();
    if (!status.running()) {
      say("the client is not running: changes wait for `satchel sync` or `satchel start`");
    }
  }
}
