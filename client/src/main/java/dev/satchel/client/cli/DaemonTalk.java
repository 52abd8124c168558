package dev.satchel.client.cli;

import dev.satchel.client.daemon.ControlClient;
import dev.satchel.client.daemon.ControlCommand;
import dev.satchel.client.daemon.ControlReply;
import dev.satchel.client.home.ClientHome;
import java.io.IOException;
import java.util.Optional;

/** Asks the daemon, if there is one. */
final class DaemonTalk {

  private DaemonTalk() {}

  static Optional<ControlReply> ask(ClientHome home, ControlCommand command) throws IOException {
    Optional<ControlClient> connection = ControlClient.connect(home.socket());
    if (connection.isEmpty()) {
      return Optional.empty();
    }
    try (ControlClient daemon = connection.get()) {
      return Optional.of(daemon.ask(command));
    }
  }
}
