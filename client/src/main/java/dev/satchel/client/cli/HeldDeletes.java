package dev.satchel.client.cli;

import dev.satchel.cli.Terminal;
import dev.satchel.client.daemon.ControlCommand;
import dev.satchel.client.daemon.ControlReply;
import dev.satchel.client.daemon.Daemon;
import dev.satchel.client.daemon.Ending;
import dev.satchel.client.engine.EngineOptions;
import dev.satchel.client.engine.SyncEngine;
import dev.satchel.client.home.ClientHome;
import dev.satchel.client.home.HomeLock;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** Answers a held mass delete: through the daemon, or where none runs, with a pass of its own. */
final class HeldDeletes {

  /** What becomes of what was deleted here. */
  enum Answer {
    ALLOW(ControlCommand.ALLOW_DELETES, SyncEngine::allowDeletes),
    RESTORE(ControlCommand.RESTORE_DELETED, SyncEngine::restoreDeleted);

    private final ControlCommand command;
    private final Consumer<SyncEngine> act;

    Answer(ControlCommand command, Consumer<SyncEngine> act) {
      this.command = command;
      this.act = act;
    }
  }

  private HeldDeletes() {}

  /** Answers what to exit with. */
  static int answer(ClientHome home, Terminal terminal, Answer answer) throws IOException {
    home.config();
    Optional<ControlReply> reply = DaemonTalk.ask(home, answer.command);
    if (reply.isPresent()) {
      return reply.get().exitCode();
    }
    try (HomeLock _ = Daemon.take(home)) {
      return Ending.codeOf(
          new DirectPass(home, terminal, EngineOptions.defaults()).run(answer.act));
    }
  }
}
