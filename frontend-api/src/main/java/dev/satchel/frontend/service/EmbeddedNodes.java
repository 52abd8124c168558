package dev.satchel.frontend.service;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.frontend.service.Parts.Opening;
import dev.satchel.storage.disk.DiskSpec;
import dev.satchel.storage.runtime.NodeRuntime;
import dev.satchel.storage.server.BackgroundConfig;
import dev.satchel.storage.server.StorageNode;
import dev.satchel.storage.server.StorageNodeConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The storage nodes inside the embedded service: a folder each, with one disk file that grows. */
record EmbeddedNodes(
    UpSettings settings,
    DataFolder data,
    ClusterKey key,
    NodeRuntime runtime,
    MetricRegistry metrics) {
  private static final long SMALLEST_DISK_EXTENTS = 16;

  /** Begins to open the nodes, all at the same time. */
  List<Opening<StorageNode>> open(Parts parts) throws IOException {
    long diskBytes = diskBytes();
    List<Opening<StorageNode>> nodes = new ArrayList<>();
    for (int i = 1; i <= settings.nodes(); i++) {
      Path folder = Files.createDirectories(data.resolve("nodes").resolve(Integer.toString(i)));
      StorageNodeConfig config = config(folder, diskBytes);
      nodes.add(parts.open("node-" + i, () -> StorageNode.start(config, runtime)));
    }
    return nodes;
  }

  private StorageNodeConfig config(Path folder, long diskBytes) {
    return new StorageNodeConfig(
        folder,
        List.of(DiskSpec.thin(folder.resolve("disk"), diskBytes)),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        key.bytes(),
        settings.options().extentSizeBytes(),
        settings.options().fsync(),
        settings.options().periods().trashFor(),
        BackgroundConfig.scrubbingEvery(settings.options().periods().scrubPeriod()),
        metrics);
  }

  /** What the nodes could take together is what the file system holds. */
  private long diskBytes() throws IOException {
    long share = Files.getFileStore(data.path()).getTotalSpace() / Math.max(1, settings.nodes());
    return Math.max(share, SMALLEST_DISK_EXTENTS * settings.options().extentSizeBytes());
  }
}
