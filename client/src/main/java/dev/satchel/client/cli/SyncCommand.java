package dev.satchel.client.cli;

import dev.satchel.client.daemon.ControlClient;
import dev.satchel.client.daemon.ControlCommand;
import dev.satchel.client.daemon.ControlDocuments;
import dev.satchel.client.daemon.ControlReply;
import dev.satchel.client.daemon.Daemon;
import dev.satchel.client.daemon.ExitCode;
import dev.satchel.client.daemon.StatusDocument;
import dev.satchel.client.engine.EngineOptions;
import dev.satchel.client.engine.EngineStatus;
import dev.satchel.client.engine.SyncEngine;
import dev.satchel.client.home.ClientHome;
import dev.satchel.client.home.DeviceConfig;
import dev.satchel.client.home.HomeLock;
import dev.satchel.client.remote.RemoteConfig;
import dev.satchel.client.remote.RemoteServer;
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
    DeviceConfig device = home.config();
    EngineLog.into(home);
    Optional<ControlClient> daemon = ControlClient.connect(home.socket());
    if (daemon.isPresent()) {
      try (ControlClient client = daemon.get()) {
        return ask(client);
      }
    }
    try (HomeLock _ = Daemon.take(home)) {
      return pass(home, device);
    }
  }

  private int pass(ClientHome home, DeviceConfig device) throws IOException {
    EngineOptions options = EngineOptions.defaults().withMaxDelete(maxDelete);
    try (RemoteServer server = new RemoteServer(RemoteConfig.of(device.server()), home.token());
        PassProgress progress = new PassProgress(terminal());
        SyncEngine engine =
            SyncEngine.open(Daemon.engineConfig(home, device, server, options, progress))) {
      EngineStatus status = engine.syncOnce().status();
      progress.close();
      report(StatusDocument.of(status));
      return ExitCode.of(status);
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
