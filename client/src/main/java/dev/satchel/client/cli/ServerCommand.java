package dev.satchel.client.cli;

import dev.satchel.client.home.DeviceConfig;
import dev.satchel.client.remote.RemoteConfig;
import dev.satchel.client.remote.RemoteServer;
import dev.satchel.client.remote.Server;
import java.io.IOException;

/** A command that asks the server itself. */
abstract class ServerCommand extends ClientCommand {

  ServerCommand(SatchelCommand satchel) {
    super(satchel);
  }

  /** Does it, as this device. */
  abstract int run(DeviceConfig device, Server server) throws IOException;

  @Override
  final int run() throws IOException {
    DeviceConfig device = home().config();
    try (RemoteServer server = new RemoteServer(RemoteConfig.of(device.server()), home().token())) {
      return run(device, server);
    }
  }

  /** What a person named, below the synced folder. */
  final SyncedPath path(DeviceConfig device, String given) throws IOException {
    return SyncedPath.of(given, device.folder(), terminal().workingFolder());
  }
}
