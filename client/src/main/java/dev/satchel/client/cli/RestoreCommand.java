package dev.satchel.client.cli;

import dev.satchel.cli.ExitCode;
import dev.satchel.client.home.DeviceConfig;
import dev.satchel.client.remote.RemoteConfig;
import dev.satchel.client.remote.RemoteServer;
import dev.satchel.client.remote.Server;
import dev.satchel.contract.CommitResult;
import dev.satchel.contract.Version;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code satchel restore}. */
@Command(
    name = "restore",
    description = "Makes an older version of a file the newest, or brings a deleted one back.",
    mixinStandardHelpOptions = true)
final class RestoreCommand extends ClientCommand {

  @Spec private @Nullable CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "PATH", description = "The file.")
  private @Nullable String path;

  @Option(
      names = "--rev",
      paramLabel = "R",
      description = "The version, as `satchel history` names it (default: the one before).")
  private @Nullable String rev;

  @Option(
      names = "--all",
      description = "Bring back everything whose deletion is held back on this device.")
  private boolean all;

  RestoreCommand(SatchelCommand satchel) {
    super(satchel);
  }

  @Override
  int run() throws IOException {
    if (all == (path != null) && spec != null) {
      throw new ParameterException(spec.commandLine(), "name a PATH, or --all");
    }
    return path == null ? restoreHeld() : restore(path);
  }

  private int restoreHeld() throws IOException {
    home().config();
    say("what was deleted here comes back");
    return HeldDeletes.answer(home(), terminal(), HeldDeletes.Answer.RESTORE);
  }

  private int restore(String given) throws IOException {
    DeviceConfig device = home().config();
    String where = SyncedPath.of(given, device.folder(), terminal().workingFolder()).server();
    try (RemoteServer server = new RemoteServer(RemoteConfig.of(device.server()), home().token())) {
      String wanted = rev == null ? before(server, where) : rev;
      CommitResult result = server.restore(where, wanted);
      if (json()) {
        print(CliDocuments.RESULT, result);
      }
      say(where + " is at version " + wanted + " again; it comes here with the next pass");
    }
    return ExitCode.DONE;
  }

  /** The newest version that has content and is not what the path is now. */
  private static String before(Server server, String where) throws IOException {
    List<Version> versions = server.versions(where).versions();
    int current = versions.isEmpty() || versions.getFirst().deleted() ? 0 : 1;
    Optional<Version> earlier =
        versions.stream().skip(current).filter(version -> !version.deleted()).findFirst();
    return earlier
        .orElseThrow(() -> new IOException("there is no earlier version of " + where))
        .rev();
  }
}
