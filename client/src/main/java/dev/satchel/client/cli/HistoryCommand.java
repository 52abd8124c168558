package dev.satchel.client.cli;

import dev.satchel.cli.ExitCode;
import dev.satchel.client.home.DeviceConfig;
import dev.satchel.client.remote.Server;
import dev.satchel.contract.Version;
import dev.satchel.contract.VersionList;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code satchel history}. */
@Command(
    name = "history",
    description = "The versions of a file, newest first.",
    mixinStandardHelpOptions = true)
final class HistoryCommand extends ServerCommand {

  @Parameters(paramLabel = "PATH", description = "The file, which may be deleted.")
  private String path = "";

  HistoryCommand(SatchelCommand satchel) {
    super(satchel);
  }

  @Override
  int run(DeviceConfig device, Server server) throws IOException {
    VersionList versions = server.versions(path(device, path).server());
    if (json()) {
      print(CliDocuments.VERSIONS, versions);
      return ExitCode.DONE;
    }
    for (Version version : versions.versions()) {
      out()
          .printf(
              "%-16s %s  %10s  %s%n",
              version.rev(),
              Wording.time(version.committedAt()),
              version.deleted() ? "deleted" : Wording.bytes(version.size()),
              version.device() == null ? "" : Wording.printable(version.device()));
    }
    return ExitCode.DONE;
  }
}
