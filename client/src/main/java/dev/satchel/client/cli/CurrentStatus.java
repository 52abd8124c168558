package dev.satchel.client.cli;

import dev.satchel.client.daemon.ControlCommand;
import dev.satchel.client.daemon.ControlReply;
import dev.satchel.client.daemon.LastStatus;
import dev.satchel.client.daemon.StatusDocument;
import dev.satchel.client.home.ClientHome;
import java.io.IOException;
import java.util.Optional;

/**
 * Where the client stands: as the daemon says, or, when there is none, as what it left behind does.
 *
 * @param running whether there is a daemon
 */
record CurrentStatus(StatusDocument document, boolean running) {

  static CurrentStatus of(ClientHome home) throws IOException {
    home.config();
    Optional<ControlReply> reply = DaemonTalk.ask(home, ControlCommand.STATUS);
    if (reply.isEmpty()) {
      return new CurrentStatus(LastStatus.of(home), false);
    }
    if (reply.get().status() == null) {
      throw new IOException("the client in the background says: " + reply.get().message());
    }
    return new CurrentStatus(reply.get().status(), true);
  }
}
