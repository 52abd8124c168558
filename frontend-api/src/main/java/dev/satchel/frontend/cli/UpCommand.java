package dev.satchel.frontend.cli;

import dev.satchel.cli.ProgramVersion;
import dev.satchel.frontend.service.Databases;
import dev.satchel.frontend.service.UpService;
import dev.satchel.frontend.service.UpSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code satchel-server up}. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    description = "Runs everything in one process and one folder.")
final class UpCommand implements Callable<Integer> {
  private static final String EXTENT_SIZE = "64M";

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "The folder that holds everything.")
  private Path data = Path.of("");

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      converter = HostPort.class,
      defaultValue = "127.0.0.1:8420",
      description = "Where the API is served (${DEFAULT-VALUE}).")
  private InetSocketAddress listen = new InetSocketAddress(0);

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "9",
      description = "How many storage nodes run inside (${DEFAULT-VALUE}).")
  private int nodes;

  @Option(
      names = "--cell-listen",
      paramLabel = "HOST:PORT",
      converter = HostPort.class,
      defaultValue = "127.0.0.1:0",
      description = "Where nodes started elsewhere may join (${DEFAULT-VALUE}).")
  private InetSocketAddress cellListen = new InetSocketAddress(0);

  @Option(
      names = "--db",
      paramLabel = "JDBC_URL",
      description = "The database (SQLite files in DIR).")
  private @Nullable String db;

  @Mixin private final CellWideOptions options = new CellWideOptions();

  private final ServiceRunner runner;

  UpCommand(ServiceRunner runner) {
    this.runner = runner;
  }

  @Override
  public Integer call() throws Exception {
    UpSettings settings =
        new UpSettings(
            data,
            listen,
            nodes,
            cellListen,
            Databases.embedded(data, db),
            options.read(EXTENT_SIZE));
    return runner.serve(UpService.start(settings));
  }
}
