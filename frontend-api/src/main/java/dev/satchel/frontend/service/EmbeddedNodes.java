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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The storage nodes inside the embedded service: a folder each, with one disk file that grows. */
record EmbeddedNodes(
    UpSettings settings,
    DataFolder data,
    ClusterKey key,
    NodeRuntime runtime,
    MetricRegistry metrics) {
  private static final long SMALLEST_DISK_EXTENTS = 16;
  private static final Logger log = LoggerFactory.getLogger(EmbeddedNodes.class);

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

  /**
   * Waits for the nodes. One whose disk is missing or not to be opened costs the cell no more than
   * a node elsewhere that is away: the others have what it held.
   *
   * @throws IOException when there are nodes and not one of them opens
   */
  static List<StorageNode> thoseThatOpen(List<Opening<StorageNode>> openings) throws Exception {
    List<StorageNode> nodes = new ArrayList<>();
    IOException last = null;
    for (Opening<StorageNode> opening : openings) {
      try {
        nodes.add(opening.get());
      } catch (IOException e) {
        log.error(
            "a storage node inside does not start, the cell goes on without it: {}",
            e.getMessage());
        last = e;
      }
    }
    if (nodes.isEmpty() && last != null) {
      throw last;
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
