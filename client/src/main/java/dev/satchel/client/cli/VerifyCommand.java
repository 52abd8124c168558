package dev.satchel.client.cli;

import dev.satchel.cli.ExitCode;
import dev.satchel.client.cli.Comparison.Result;
import dev.satchel.client.home.DeviceConfig;
import dev.satchel.client.remote.Server;
import dev.satchel.contract.Entry;
import dev.satchel.contract.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code satchel verify}. */
@Command(
    name = "verify",
    description = "Hashes the local files again and holds them against the server's.",
    mixinStandardHelpOptions = true)
final class VerifyCommand extends ServerCommand {

  @Parameters(
      arity = "0..1",
      paramLabel = "PATH",
      defaultValue = "",
      description = "Only this file or folder.")
  private String path = "";

  VerifyCommand(SatchelCommand satchel) {
    super(satchel);
  }

  @Override
  int run(DeviceConfig device, Server server) throws IOException {
    SyncedPath root = path(device, path);
    TreeMap<String, Optional<Entry>> paths = new TreeMap<>();
    LocalTree.walk(root.local(), file -> paths.put(serverPath(device, file), Optional.empty()));
    Optional<Entry> itself =
        root.server().equals("/") ? Optional.empty() : server.entry(root.server(), null);
    itself.ifPresent(entry -> paths.put(entry.path(), Optional.of(entry)));
    if (root.server().equals("/") || itself.filter(e -> e.kind() == Kind.FOLDER).isPresent()) {
      ServerTree.list(
          server, root.server(), true, entry -> paths.put(entry.path(), Optional.of(entry)));
    }
    if (!root.server().equals("/")
        && itself.isEmpty()
        && !Files.exists(root.local(), LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(root.server() + ": " + Result.NOWHERE.words());
    }
    CliDocuments.Verification result = compare(device, paths);
    report(result);
    return result.differences().isEmpty() ? ExitCode.DONE : ExitCode.PARTIAL;
  }

  private CliDocuments.Verification compare(
      DeviceConfig device, TreeMap<String, Optional<Entry>> paths) throws IOException {
    Comparison comparison = new Comparison();
    List<CliDocuments.Verdict> differences = new ArrayList<>();
    long bytes = 0;
    try (VerifyProgress progress = new VerifyProgress(terminal(), paths)) {
      for (var named : paths.entrySet()) {
        Result result =
            comparison.compare(
                device.folder().resolve(named.getKey().substring(1)), named.getValue());
        if (result != Result.SAME && result != Result.NOWHERE) {
          differences.add(new CliDocuments.Verdict(named.getKey(), result.state(), result.words()));
        }
        long size = named.getValue().map(Entry::size).orElse(0L);
        bytes += size;
        progress.done(size);
      }
    }
    return new CliDocuments.Verification(paths.size(), bytes, differences);
  }

  private void report(CliDocuments.Verification result) {
    if (json()) {
      print(CliDocuments.VERIFICATION, result);
      return;
    }
    result
        .differences()
        .forEach(d -> out().println(Wording.printable(d.path() + ": " + d.detail())));
    say(
        Wording.count(result.files(), "path")
            + ", "
            + Wording.bytes(result.bytes())
            + ": "
            + (result.differences().isEmpty()
                ? "all the same on the server"
                : Wording.count(result.differences().size(), "difference")));
  }

  private static String serverPath(DeviceConfig device, java.nio.file.Path file) {
    return "/" + device.folder().relativize(file);
  }
}
