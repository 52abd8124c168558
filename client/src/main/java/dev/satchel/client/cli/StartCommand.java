package dev.satchel.client.cli;

import dev.satchel.cli.ExitCode;
import dev.satchel.client.daemon.ControlCommand;
import dev.satchel.client.daemon.LastStatus;
import dev.satchel.client.daemon.Launcher;
import dev.satchel.client.daemon.Launcher.Started;
import dev.satchel.client.engine.EngineState;
import dev.satchel.client.home.ClientHome;
import dev.satchel.client.remote.AccountApi;
import dev.satchel.client.remote.RemoteConfig;
import dev.satchel.client.remote.ServerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code satchel start}. */
@Command(
    name = "start",
    description = "Syncs in the background from now on.",
    mixinStandardHelpOptions = true)
final class StartCommand extends ClientCommand {

  @Option(
      names = "--max-delete",
      paramLabel = "N",
      description = "Ask before more than N deletes go to the server.")
  private int maxDelete;

  StartCommand(SatchelCommand satchel) {
    super(satchel);
  }

  @Override
  int run() throws IOException {
    ClientHome home = home();
    requireLinked(home);
    if (DaemonTalk.ask(home, ControlCommand.STATUS).isPresent()) {
      say("the client is running already");
      return ExitCode.DONE;
    }
    home.create();
    List<String> arguments =
        new ArrayList<>(List.of("--home", home.folder().toString(), "run", "--detached"));
    if (maxDelete > 0) {
      arguments.addAll(List.of("--max-delete", Integer.toString(maxDelete)));
    }
    return switch (new Launcher(home).start(ClientMain.class.getName(), arguments)) {
      case Started.Serving(long pid) -> {
        say("the client runs in the background (process " + pid + ")");
        yield ExitCode.DONE;
      }
      case Started.Ended(int exitCode, String output) -> {
        (output.isEmpty() ? "the client ended at once" : output).lines().forEach(this::say);
        yield exitCode == ExitCode.DONE ? ExitCode.FAILED : exitCode;
      }
      case Started.Silent(long pid) -> {
        say("process " + pid + " was started and does not answer: see `satchel logs`");
        yield ExitCode.FAILED;
      }
    };
  }

  /** A daemon would be refused a moment later, with nobody there to be told. */
  private static void requireLinked(ClientHome home) throws IOException {
    RemoteConfig server = RemoteConfig.inPassing(home.config().server());
    try (AccountApi api = new AccountApi(server, home.token())) {
      api.account();
    } catch (ServerException e) {
      if (!e.retryable()) {
        LastStatus.keepStopped(home, EngineState.ERROR, e);
        throw e;
      }
    }
  }
}
