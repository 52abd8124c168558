package dev.satchel.frontend.cli;

import dev.satchel.cli.ProgramVersion;
import dev.satchel.frontend.service.Databases;
import dev.satchel.frontend.service.FrontendService;
import dev.satchel.frontend.service.FrontendSettings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code satchel-server frontend}. */
@Command(
    name = "frontend",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    description = "Serves the API; any number of them share the work.")
final class FrontendCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "The folder for its key and its journal.")
  private Path data = Path.of("");

  @Option(
      names = "--db",
      required = true,
      paramLabel = "JDBC_URL",
      description = "The cell's database: jdbc:postgresql://...")
  private String db = "";

  @Option(names = "--tls-cert", paramLabel = "FILE", description = "Not in this version yet.")
  private @Nullable Path tlsCertificate;

  @Option(names = "--tls-key", paramLabel = "FILE", description = "Not in this version yet.")
  private @Nullable Path tlsKey;

  @Mixin private final ListenOption listen = new ListenOption();
  @Mixin private final ManagersOption managers = new ManagersOption();
  @Mixin private final ClusterKeyOption clusterKey = new ClusterKeyOption();
  @Mixin private final CellWideOptions options = new CellWideOptions();

  private final ServiceRunner runner;

  FrontendCommand(ServiceRunner runner) {
    this.runner = runner;
  }

  @Override
  public Integer call() throws Exception {
    if (tlsCertificate != null || tlsKey != null) {
      throw new IllegalArgumentException(
          "TLS is not there yet in this version: put a proxy that ends TLS in front");
    }
    FrontendSettings settings =
        new FrontendSettings(
            data, listen.address(), Databases.shared(db), clusterKey.in(data), options.read());
    return runner.serve(FrontendService.start(settings));
  }
}
