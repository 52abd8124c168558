package dev.satchel.client.cli;

import dev.satchel.cli.ExitCode;
import dev.satchel.client.home.DeviceConfig;
import dev.satchel.client.remote.Server;
import dev.satchel.contract.Entry;
import dev.satchel.contract.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code satchel ls}. */
@Command(
    name = "ls",
    description = "Lists a folder as the server has it.",
    mixinStandardHelpOptions = true)
final class LsCommand extends ServerCommand {

  @Parameters(arity = "0..1", paramLabel = "PATH", defaultValue = "", description = "Where.")
  private String path = "";

  @Option(
      names = {"-r", "--recursive"},
      description = "All below it too.")
  private boolean recursive;

  @Option(
      names = {"-l", "--long"},
      description = "Size and time too.")
  private boolean details;

  LsCommand(SatchelCommand satchel) {
    super(satchel);
  }

  @Override
  int run(DeviceConfig device, Server server) throws IOException {
    String where = path(device, path).server();
    List<Entry> entries = new ArrayList<>();
    Optional<Entry> named = where.equals("/") ? Optional.empty() : server.entry(where, null);
    if (!where.equals("/") && named.isEmpty()) {
      throw new IOException("the server has no " + where);
    }
    if (named.isPresent() && named.get().kind() != Kind.FOLDER) {
      entries.add(named.get());
    } else {
      ServerTree.list(server, where, recursive, entries::add);
    }
    if (json()) {
      print(CliDocuments.LISTING, new CliDocuments.Listing(entries));
    } else {
      entries.forEach(this::print);
    }
    return ExitCode.DONE;
  }

  private void print(Entry entry) {
    String name =
        recursive ? entry.path() : entry.path().substring(entry.path().lastIndexOf('/') + 1);
    String shown =
        Wording.printable(
            switch (entry.kind()) {
              case FOLDER -> name + "/";
              case SYMLINK -> name + " -> " + entry.target();
              case FILE -> name;
            });
    if (details) {
      out()
          .printf(
              "%s %10s  %-20s  %s%n",
              entry.executable() ? "x" : "-",
              entry.kind() == Kind.FILE ? Wording.bytes(entry.size()) : "-",
              Wording.time(entry.mtime()),
              shown);
    } else {
      out().println(shown);
    }
  }
}
