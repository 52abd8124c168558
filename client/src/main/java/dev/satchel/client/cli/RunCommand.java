package dev.satchel.client.cli;

import dev.satchel.cli.ExitCode;
import dev.satchel.client.daemon.Daemon;
import dev.satchel.client.daemon.OwnSession;
import dev.satchel.client.engine.EngineOptions;
import dev.satchel.client.home.ClientHome;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code satchel run}. */
@Command(
    name = "run",
    description = "Syncs in the foreground until stopped.",
    mixinStandardHelpOptions = true)
final class RunCommand extends ClientCommand {

  @Option(
      names = "--max-delete",
      paramLabel = "N",
      description = "Ask before more than N deletes go to the server.")
  private int maxDelete;

  @Option(names = "--detached", hidden = true)
  private boolean detached;

  RunCommand(SatchelCommand satchel) {
    super(satchel);
  }

  @Override
  int run() throws IOException {
    ClientHome home = home();
    home.config();
    home.create();
    if (detached) {
      OwnSession.begin();
    }
    EngineLog.into(home);
    EngineOptions options = EngineOptions.defaults().withMaxDelete(maxDelete);
    new Daemon(home, options).run(() -> say("syncing; Ctrl-C or `satchel stop` ends it"));
    return ExitCode.DONE;
  }
}
