package dev.satchel.client.cli;

import dev.satchel.cli.ExitCode;
import dev.satchel.client.daemon.ControlCommand;
import dev.satchel.client.daemon.ControlReply;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code satchel resume}. */
@Command(name = "resume", description = "Goes on after a pause.", mixinStandardHelpOptions = true)
final class ResumeCommand extends ClientCommand {

  @Option(
      names = "--allow-deletes",
      description = "Let the deletes that are held back go to the server.")
  private boolean allowDeletes;

  ResumeCommand(SatchelCommand satchel) {
    super(satchel);
  }

  @Override
  int run() throws IOException {
    home().config();
    if (allowDeletes) {
      say("the deletes go to the server");
      return HeldDeletes.answer(home(), terminal(), HeldDeletes.Answer.ALLOW);
    }
    Optional<ControlReply> reply = DaemonTalk.ask(home(), ControlCommand.RESUME);
    if (reply.isPresent()) {
      say("resumed");
      return reply.get().exitCode();
    }
    say("the client is not running: `satchel start`");
    return ExitCode.FAILED;
  }
}
