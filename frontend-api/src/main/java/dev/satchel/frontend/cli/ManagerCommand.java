package dev.satchel.frontend.cli;

import dev.satchel.cli.ProgramVersion;
import dev.satchel.frontend.service.Databases;
import dev.satchel.frontend.service.ManagerService;
import dev.satchel.frontend.service.ManagerSettings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code satchel-server manager}. */
@Command(
    name = "manager",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    description = "Runs a cell's manager; of several, one leads.")
final class ManagerCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "The folder for its key and its token.")
  private Path data = Path.of("");

  @Option(
      names = "--db",
      required = true,
      paramLabel = "JDBC_URL",
      description = "The cell's database: jdbc:postgresql://...")
  private String db = "";

  @Mixin private final ListenOption listen = new ListenOption();
  @Mixin private final ClusterKeyOption clusterKey = new ClusterKeyOption();
  @Mixin private final CellWideOptions options = new CellWideOptions();

  private final ServiceRunner runner;

  ManagerCommand(ServiceRunner runner) {
    this.runner = runner;
  }

  @Override
  public Integer call() throws Exception {
    ManagerSettings settings =
        new ManagerSettings(
            data, listen.address(), Databases.shared(db), clusterKey.in(data), options.read());
    return runner.serve(ManagerService.start(settings));
  }
}
