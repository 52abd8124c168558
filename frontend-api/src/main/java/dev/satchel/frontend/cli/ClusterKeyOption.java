package dev.satchel.frontend.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the cell's key lies. */
final class ClusterKeyOption {
  @Option(
      names = "--cluster-key-file",
      paramLabel = "FILE",
      description = "The key that all members of the cell share (DIR/cluster.key).")
  private @Nullable Path file;

  Path in(Path data) {
    return file == null ? data.resolve("cluster.key") : file;
  }
}
