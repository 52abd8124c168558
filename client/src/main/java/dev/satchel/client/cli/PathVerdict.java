package dev.satchel.client.cli;

import dev.satchel.cli.ExitCode;
import dev.satchel.cli.Terminal;
import dev.satchel.client.daemon.StatusDocument;
import dev.satchel.client.disk.SyncRoot;
import dev.satchel.client.home.ClientHome;
import dev.satchel.client.home.DeviceConfig;
import dev.satchel.client.remote.RemoteConfig;
import dev.satchel.client.remote.RemoteServer;
import java.io.IOException;
import java.util.Optional;

/** Says of one path whether it is in sync, and if not, why. */
final class PathVerdict {

  private final ClientHome home;
  private final Terminal terminal;
  private final boolean json;

  PathVerdict(ClientHome home, Terminal terminal, boolean json) {
    this.home = home;
    this.terminal = terminal;
    this.json = json;
  }

  int print(String given) throws IOException {
    CliDocuments.Verdict verdict = of(given);
    terminal
        .out()
        .println(
            json
                ? CliDocuments.VERDICT.toJson(verdict)
                : Wording.printable(
                    verdict.path() + ": " + verdict.state() + ", " + verdict.detail()));
    return verdict.state().equals(Comparison.Result.NOWHERE.state())
        ? ExitCode.FAILED
        : ExitCode.DONE;
  }

  private CliDocuments.Verdict of(String given) throws IOException {
    DeviceConfig device = home.config();
    SyncedPath path = SyncedPath.of(given, device.folder(), terminal.workingFolder());
    if (path.local().startsWith(device.folder().resolve(SyncRoot.CACHE_NAME))) {
      return new CliDocuments.Verdict(
          path.server(),
          "never-synced",
          SyncRoot.CACHE_NAME + " holds the client's temporary files");
    }
    StatusDocument status = CurrentStatus.of(home).document();
    Optional<StatusDocument.Problem> problem =
        status.problems().stream().filter(p -> p.path().equals(path.server())).findFirst();
    if (problem.isPresent()) {
      return new CliDocuments.Verdict(path.server(), problem.get().code(), problem.get().detail());
    }
    return compared(device, path, status);
  }

  private CliDocuments.Verdict compared(DeviceConfig device, SyncedPath path, StatusDocument status)
      throws IOException {
    Comparison.Result result;
    if (path.server().equals("/")) {
      return new CliDocuments.Verdict(
          "/", status.state(), status.detail() == null ? "the whole folder" : status.detail());
    }
    try (RemoteServer server = new RemoteServer(RemoteConfig.of(device.server()), home.token())) {
      result = new Comparison().compare(path.local(), server.entry(path.server(), null));
    }
    return new CliDocuments.Verdict(path.server(), result.state(), sentence(result, status));
  }

  private static String sentence(Comparison.Result result, StatusDocument status) {
    if (!result.state().equals("pending")) {
      return result.words();
    }
    return switch (status.state()) {
      case "paused" -> result.words() + ", because syncing is paused: `satchel resume`";
      case "needs-attention" ->
          result.words()
              + (status.detail() == null ? ": see `satchel status`" : ": " + status.detail());
      default -> result.words() + " yet: the next pass will see to it";
    };
  }
}
