package dev.satchel.client.cli;

import dev.satchel.cli.ExitCode;
import dev.satchel.client.daemon.ControlCommand;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code satchel pause}. */
@Command(
    name = "pause",
    description = "Moves nothing until `satchel resume`, or until the client is started again.",
    mixinStandardHelpOptions = true)
final class PauseCommand extends ClientCommand {

  PauseCommand(SatchelCommand satchel) {
    super(satchel);
  }

  @Override
  int run() throws IOException {
    home().config();
    if (DaemonTalk.ask(home(), ControlCommand.PAUSE).isEmpty()) {
      say("the client is not running, so there is nothing to pause");
      return ExitCode.FAILED;
    }
    say("paused");
    return ExitCode.DONE;
  }
}
