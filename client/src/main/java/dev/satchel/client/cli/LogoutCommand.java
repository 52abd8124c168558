package dev.satchel.client.cli;

import dev.satchel.cli.ExitCode;
import dev.satchel.client.daemon.ControlCommand;
import dev.satchel.client.daemon.Daemon;
import dev.satchel.client.daemon.Launcher;
import dev.satchel.client.disk.SyncRoot;
import dev.satchel.client.engine.EngineOptions;
import dev.satchel.client.engine.EngineState;
import dev.satchel.client.engine.EngineStatus;
import dev.satchel.client.home.ClientHome;
import dev.satchel.client.home.DeviceConfig;
import dev.satchel.client.home.HomeLock;
import dev.satchel.client.home.NotSignedInException;
import dev.satchel.client.remote.AccountApi;
import dev.satchel.client.remote.RemoteConfig;
import dev.satchel.client.remote.ServerException;
import dev.satchel.contract.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code satchel logout}. */
@Command(
    name = "logout",
    description = "Takes this device out of the account; the synced folder stays as it is.",
    mixinStandardHelpOptions = true)
final class LogoutCommand extends ClientCommand {

  @Option(
      names = "--wipe",
      description =
          "Remove the synced folder's content from this device, once all of it is on the server.")
  private boolean wipe;

  @Option(
      names = "--offline",
      description = "Also when the server is not reachable: it goes on listing the device.")
  private boolean offline;

  LogoutCommand(SatchelCommand satchel) {
    super(satchel);
  }

  @Override
  int run() throws IOException {
    ClientHome home = home();
    DeviceConfig device;
    try {
      device = home.config();
    } catch (NotSignedInException e) {
      return forget(home, e);
    }
    stopDaemon(home);
    try (HomeLock _ = Daemon.take(home)) {
      if (wipe) {
        requireInSync(home, device);
      }
      tellServer(home, device);
      delete(device.folder().resolve(SyncRoot.CACHE_NAME));
      if (wipe) {
        for (Path child : children(device.folder())) {
          delete(child);
        }
      }
      home.signOut();
    }
    say("signed out; " + device.folder() + (wipe ? " is empty now" : " stays as it is"));
    return ExitCode.DONE;
  }

  /** A token whose folder and server are not known is worth nothing here. */
  private int forget(ClientHome home, NotSignedInException why) throws IOException {
    if (!home.signedIn()) {
      throw why;
    }
    try (HomeLock _ = Daemon.take(home)) {
      home.signOut();
    }
    say("signed out; which folder was synced is not known any more");
    return ExitCode.DONE;
  }

  private static void stopDaemon(ClientHome home) throws IOException {
    Optional<Long> pid = home.lockHolder();
    if (DaemonTalk.ask(home, ControlCommand.STOP).isPresent()) {
      new Launcher(home).awaitEnd(pid);
    }
  }

  private void requireInSync(ClientHome home, DeviceConfig device) throws IOException {
    EngineStatus status = new DirectPass(home, terminal(), EngineOptions.defaults()).run();
    if (status.state() != EngineState.IN_SYNC || !status.problems().isEmpty()) {
      throw new RefusedForSafety(
          "not all of "
              + device.folder()
              + " is on the server (see `satchel status`): sync first, or log out without --wipe");
    }
  }

  /** A token that is gone or worthless already is what was wanted. */
  private void tellServer(ClientHome home, DeviceConfig device) throws IOException {
    try (AccountApi api = new AccountApi(RemoteConfig.of(device.server()), home.token())) {
      api.logout();
    } catch (NotSignedInException e) {
      sayStillListed(device);
    } catch (ServerException.Refused e) {
      if (!e.is(ProblemCode.NOT_SIGNED_IN)) {
        throw e;
      }
    } catch (ServerException.Unreachable e) {
      if (!offline) {
        say("to sign out without telling the server: `satchel logout --offline`");
        throw e;
      }
      sayStillListed(device);
    }
  }

  private void sayStillListed(DeviceConfig device) {
    say(
        "the server was not told: `satchel devices` on another device still lists "
            + device.deviceName());
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.toList();
    }
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      Files.deleteIfExists(tree);
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(tree)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
