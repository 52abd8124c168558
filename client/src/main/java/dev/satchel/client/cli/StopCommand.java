package dev.satchel.client.cli;

import dev.satchel.cli.ExitCode;
import dev.satchel.client.daemon.ControlCommand;
import dev.satchel.client.daemon.Launcher;
import dev.satchel.client.home.ClientHome;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code satchel stop}. */
@Command(
    name = "stop",
    description = "Ends the client in the background.",
    mixinStandardHelpOptions = true)
final class StopCommand extends ClientCommand {

  StopCommand(SatchelCommand satchel) {
    super(satchel);
  }

  @Override
  int run() throws IOException {
    ClientHome home = home();
    Optional<Long> pid = home.lockHolder();
    if (DaemonTalk.ask(home, ControlCommand.STOP).isEmpty()) {
      say("the client is not running");
      return ExitCode.DONE;
    }
    if (new Launcher(home).awaitEnd(pid)) {
      say("stopped");
      return ExitCode.DONE;
    }
    say("process " + pid.orElse(0L) + " was told to stop and has not ended yet");
    return ExitCode.FAILED;
  }
}
