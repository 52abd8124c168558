package dev.satchel.client.cli;

import dev.satchel.cli.Terminal;
import dev.satchel.client.daemon.Daemon;
import dev.satchel.client.daemon.LastStatus;
import dev.satchel.client.engine.EngineOptions;
import dev.satchel.client.engine.EngineStatus;
import dev.satchel.client.engine.SyncEngine;
import dev.satchel.client.home.ClientHome;
import dev.satchel.client.home.DeviceConfig;
import dev.satchel.client.remote.RemoteConfig;
import dev.satchel.client.remote.RemoteServer;
import java.io.IOException;
import java.util.function.Consumer;

/** A pass in this process, for when no daemon runs. The caller holds the home's lock. */
final class DirectPass {

  private final ClientHome home;
  private final Terminal terminal;
  private final EngineOptions options;

  DirectPass(ClientHome home, Terminal terminal, EngineOptions options) {
    this.home = home;
    this.terminal = terminal;
    this.options = options;
  }

  /** Opens the engine, does {@code first} with it, then the pass. */
  EngineStatus run(Consumer<SyncEngine> first) throws IOException {
    DeviceConfig device = home.config();
    EngineLog.into(home);
    try (RemoteServer server = new RemoteServer(RemoteConfig.of(device.server()), home.token());
        PassProgress progress = new PassProgress(terminal);
        SyncEngine engine = Daemon.open(home, device, server, options, progress);
        LastStatus _ = LastStatus.recording(home, engine)) {
      first.accept(engine);
      return engine.syncOnce().status();
    }
  }

  EngineStatus run() throws IOException {
    return run(engine -> {});
  }
}
