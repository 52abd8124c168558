package dev.satchel.client.cli;

import dev.satchel.cli.ExitCode;
import dev.satchel.client.daemon.ControlCommand;
import dev.satchel.client.engine.SyncEngine;
import dev.satchel.client.home.ClientHome;
import dev.satchel.client.home.DeviceConfig;
import dev.satchel.client.home.NotSignedInException;
import dev.satchel.client.remote.AccountApi;
import dev.satchel.client.remote.RemoteConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code satchel doctor}. */
@Command(
    name = "doctor",
    description = "Looks for what could keep this device from syncing.",
    mixinStandardHelpOptions = true)
final class DoctorCommand extends ClientCommand {

  private static final long LOW_BYTES = 1L << 30;

  /** Looks at one thing and says what it found, or throws what is wrong with it. */
  @FunctionalInterface
  private interface Probe {
    String look() throws IOException;
  }

  private final List<CliDocuments.Check> checks = new ArrayList<>();

  DoctorCommand(SatchelCommand satchel) {
    super(satchel);
  }

  @Override
  int run() throws IOException {
    ClientHome home = home();
    check("signed in", () -> signedIn(home));
    check("home is private", () -> privateHome(home));
    DeviceConfig device = ifKnown(home);
    if (device != null) {
      check("server answers", () -> ready(device));
      check("server knows this device", () -> account(device, home));
      check("folder is there", () -> folder(device.folder()));
      check("database can be read", () -> database(home));
      check("room on the disk", () -> room(device.folder()));
      check("client runs", () -> running(home));
    }
    if (json()) {
      print(CliDocuments.DIAGNOSIS, new CliDocuments.Diagnosis(checks));
    } else {
      checks.forEach(
          c -> out().printf("%-5s %s: %s%n", c.result(), c.name(), Wording.printable(c.detail())));
    }
    boolean healthy = checks.stream().noneMatch(c -> c.result().equals("error"));
    return healthy ? ExitCode.DONE : ExitCode.FAILED;
  }

  private void check(String name, Probe probe) {
    try {
      String found = probe.look();
      boolean doubt = found.startsWith("! ");
      checks.add(
          new CliDocuments.Check(name, doubt ? "warn" : "ok", doubt ? found.substring(2) : found));
    } catch (IOException e) {
      checks.add(new CliDocuments.Check(name, "error", Wording.of(e)));
    }
  }

  /** Why it is not known, the first check says. */
  private static @Nullable DeviceConfig ifKnown(ClientHome home) {
    try {
      return home.config();
    } catch (IOException e) {
      return null;
    }
  }

  private static String signedIn(ClientHome home) throws IOException {
    DeviceConfig device = home.config();
    home.token();
    return device.email() + ", device " + device.deviceName();
  }

  private static String privateHome(ClientHome home) throws IOException {
    if (!Files.isDirectory(home.folder())) {
      return "! " + home.folder() + " is not there yet";
    }
    String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(home.folder()));
    return mode.endsWith("------") ? mode : "! others can look into it: " + mode;
  }

  private static String ready(DeviceConfig device) throws IOException {
    try (AccountApi api = new AccountApi(RemoteConfig.of(device.server()), null)) {
      api.ready();
      return device.server().toString();
    }
  }

  private static String account(DeviceConfig device, ClientHome home) throws IOException {
    try (AccountApi api = new AccountApi(RemoteConfig.of(device.server()), home.token())) {
      boolean known =
          api.devices().devices().stream().anyMatch(d -> d.id().equals(device.deviceId()));
      if (!known) {
        throw new NotSignedInException(home.folder());
      }
      return device.deviceId();
    }
  }

  private static String folder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + " is missing or no folder: nothing will be synced");
    }
    if (!Files.isWritable(folder)) {
      throw new IOException(folder + " cannot be written to");
    }
    return folder.toString();
  }

  private static String database(ClientHome home) throws IOException {
    if (!Files.exists(home.database())) {
      return "! " + home.database() + " is not there yet";
    }
    SyncEngine.lastStatus(home.database());
    return home.database().toString();
  }

  private static String room(Path folder) throws IOException {
    long bytes = Files.getFileStore(folder).getUsableSpace();
    return (bytes < LOW_BYTES ? "! only " : "") + Wording.bytes(bytes) + " free";
  }

  private static String running(ClientHome home) throws IOException {
    return DaemonTalk.ask(home, ControlCommand.STATUS).isPresent()
        ? "in the background"
        : "! no: changes wait for `satchel sync` or `satchel start`";
  }
}
