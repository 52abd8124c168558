package dev.satchel.client.cli;

import dev.satchel.client.daemon.ControlClient;
import dev.satchel.client.daemon.ControlCommand;
import dev.satchel.client.daemon.ControlDocuments;
import dev.satchel.client.daemon.ControlReply;
import dev.satchel.client.daemon.Daemon;
import dev.satchel.client.daemon.Ending;
import dev.satchel.client.daemon.StatusDocument;
import dev.satchel.client.engine.EngineOptions;
import dev.satchel.client.engine.EngineStatus;
import dev.satchel.client.home.ClientHome;
import dev.satchel.client.home.HomeLock;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code satchel sync}. */
@Command(
    name = "sync",
    description = "One pass: until both sides agree and nothing is pending.",
    mixinStandardHelpOptions = true)
final class SyncCommand extends ClientCommand {

  @Option(
      names = "--max-delete",
      paramLabel = "N",
      description = "Refuse to send more than N deletes.")
  private int maxDelete;

  SyncCommand(SatchelCommand satchel) {
    super(satchel);
  }

  @Override
  int run() throws IOException {
    ClientHome home = home();
    home.config();
    Optional<ControlClient> daemon = ControlClient.connect(home.socket());
    if (daemon.isPresent()) {
      try (ControlClient client = daemon.get()) {
        return ask(client);
      }
    }
    EngineOptions options = EngineOptions.defaults().withMaxDelete(maxDelete);
    try (HomeLock _ = Daemon.take(home)) {
      EngineStatus status = new DirectPass(home, terminal(), options).run();
      report(StatusDocument.of(status));
      return Ending.codeOf(status);
    }
  }

  private int ask(ControlClient daemon) throws IOException {
    ControlReply reply;
    try (PassProgress progress = new PassProgress(terminal())) {
      reply = daemon.ask(ControlCommand.SYNC, progress::changed);
    }
    if (reply.status() == null) {
      say("satchel: " + reply.message());
    } else {
      report(reply.status());
    }
    return reply.exitCode();
  }

  private void report(StatusDocument status) {
    if (json()) {
      print(ControlDocuments.STATUS, status);
    } else {
      new StatusPage(out()).print(status);
    }
  }
}
