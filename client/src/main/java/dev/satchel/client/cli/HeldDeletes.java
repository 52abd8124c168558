package dev.satchel.client.cli;

import dev.satchel.client.daemon.Daemon;
import dev.satchel.client.engine.EngineOptions;
import dev.satchel.client.engine.ProgressListener;
import dev.satchel.client.engine.SyncEngine;
import dev.satchel.client.home.ClientHome;
import dev.satchel.client.home.DeviceConfig;
import dev.satchel.client.home.HomeLock;
import dev.satchel.client.remote.RemoteConfig;
import dev.satchel.client.remote.RemoteServer;
import java.io.IOException;

/** Answers a held mass delete where no daemon runs: the answer is kept for the next pass. */
final class HeldDeletes {

  /** What becomes of what was deleted here. */
  enum Answer {
    ALLOW,
    RESTORE
  }

  private HeldDeletes() {}

  static void answer(ClientHome home, Answer answer) throws IOException {
    DeviceConfig device = home.config();
    EngineLog.into(home);
    try (HomeLock _ = Daemon.take(home);
        RemoteServer server = new RemoteServer(RemoteConfig.of(device.server()), home.token());
        SyncEngine engine =
            SyncEngine.open(
                Daemon.engineConfig(
                    home, device, server, EngineOptions.defaults(), ProgressListener.NONE))) {
      switch (answer) {
        case ALLOW -> engine.allowDeletes();
        case RESTORE -> engine.restoreDeleted();
      }
    }
  }
}
