package dev.satchel.frontend.cli;

import dev.satchel.cli.ProgramVersion;
import dev.satchel.frontend.service.NodeService;
import dev.satchel.frontend.service.NodeSettings;
import dev.satchel.storage.disk.DiskSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code satchel-server node}. */
@Command(
    name = "node",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    description = "Runs a storage node.")
final class NodeCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "The folder for its name.")
  private Path data = Path.of("");

  @Option(
      names = "--disk",
      required = true,
      split = ",",
      paramLabel = "PATH[:SIZE]",
      description = "A block device, or a file that is made and preallocated; may be repeated.")
  private List<String> disks = List.of();

  @Option(
      names = "--domain",
      paramLabel = "NAME",
      converter = DomainName.class,
      description = "What fails together with it, such as a rack (itself).")
  private @Nullable String domain;

  @Mixin private final ListenOption listen = new ListenOption();
  @Mixin private final ManagersOption managers = new ManagersOption();
  @Mixin private final ClusterKeyOption clusterKey = new ClusterKeyOption();
  @Mixin private final CellWideOptions options = new CellWideOptions();

  private final ServiceRunner runner;

  NodeCommand(ServiceRunner runner) {
    this.runner = runner;
  }

  @Override
  public Integer call() throws Exception {
    NodeSettings settings =
        new NodeSettings(
            data,
            listen.address(),
            managers.addresses(),
            disks.stream().map(DiskSpec::parse).toList(),
            domain,
            clusterKey.in(data),
            options.read());
    return runner.serve(NodeService.start(settings));
  }
}
