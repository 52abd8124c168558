package dev.satchel.client.cli;

import dev.satchel.cli.ExitCode;
import dev.satchel.client.home.DeviceConfig;
import dev.satchel.client.remote.AccountApi;
import dev.satchel.client.remote.RemoteConfig;
import dev.satchel.contract.Device;
import dev.satchel.contract.DeviceList;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code satchel devices}. */
@Command(
    name = "devices",
    description = "The devices of the account.",
    mixinStandardHelpOptions = true)
final class DevicesCommand extends ClientCommand {

  DevicesCommand(SatchelCommand satchel) {
    super(satchel);
  }

  @Override
  int run() throws IOException {
    DeviceConfig config = home().config();
    DeviceList devices;
    try (AccountApi api = new AccountApi(RemoteConfig.of(config.server()), home().token())) {
      devices = api.devices();
    }
    if (json()) {
      print(CliDocuments.DEVICES, devices);
      return ExitCode.DONE;
    }
    for (Device device : devices.devices()) {
      out()
          .printf(
              "%-24s %-20s last seen %s%s%n",
              Wording.printable(device.name()),
              device.id(),
              Wording.time(device.lastSeenAt()),
              device.id().equals(config.deviceId()) ? "  (this one)" : "");
    }
    return ExitCode.DONE;
  }
}
