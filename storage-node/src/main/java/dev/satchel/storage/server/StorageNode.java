package dev.satchel.storage.server;

import dev.satchel.storage.DiskInfo;
import dev.satchel.storage.NodeStats;
import dev.satchel.storage.extent.ExtentStore;
import dev.satchel.storage.extent.StorePolicy;
import dev.satchel.storage.runtime.NodeRuntime;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running storage node: its disks, its extents and its port. */
public final class StorageNode implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StorageNode.class);

  private final UUID id;
  private final ExtentStore store;
  private final Background background;
  private final NodeServer server;
  private final Supplier<NodeStats> stats;

  private StorageNode(
      UUID id,
      ExtentStore store,
      Background background,
      NodeServer server,
      Supplier<NodeStats> stats) {
    this.id = id;
    this.store = store;
    this.background = background;
    this.server = server;
    this.stats = stats;
  }

  /**
   * Opens the disks, recovers what they hold and listens. A disk that cannot be opened is reported
   * as failed; the others serve.
   *
   * @param runtime shared with other nodes of the process; stays open when this node closes
   * @throws IOException in words for the operator: no disk that could be opened, a port in use
   */
  public static StorageNode start(StorageNodeConfig config, NodeRuntime runtime)
      throws IOException {
    return start(config, runtime, ConnectionLimits.USUAL);
  }

  static StorageNode start(
      StorageNodeConfig config, NodeRuntime runtime, ConnectionLimits connectionLimits)
      throws IOException {
    UUID id = NodeIdFile.readOrCreate(config.dataDir());
    StorePolicy policy = StorePolicy.trashFor(config.trashFor());
    ExtentStore store =
        new ExtentStore(runtime::newReaders, runtime.allocator(), config.metrics(), policy);
    try {
      NodeDisks disks = new NodeDisks(id, config);
      disks.openInto(store);
      Background background =
          Background.start(config.background(), config.clusterKey(), store, runtime);
      try {
        Supplier<NodeStats> stats = () -> stats(id, store, background, disks.unopened());
        NodeServer server =
            NodeServer.start(
                config.listen(),
                new NodeServer.Credentials(id, config.clusterKey()),
                runtime,
                connectionLimits,
                () -> new RequestHandler(store, background, runtime, stats));
        LOG.info("node {} listens on {}", id, server.address());
        return new StorageNode(id, store, background, server, stats);
      } catch (IOException | RuntimeException failure) {
        background.close();
        throw failure;
      }
    } catch (IOException | RuntimeException failure) {
      store.close();
      throw failure;
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.address();
  }

  public String nodeId() {
    return id.toString();
  }

  public NodeStats stats() {
    return stats.get();
  }

  private static NodeStats stats(
      UUID id, ExtentStore store, Background background, List<DiskInfo> unopened) {
    List<DiskInfo> disks = new ArrayList<>(store.disks());
    disks.addAll(unopened);
    return new NodeStats(id.toString(), disks, store.extentCount(), background.scrubStatus());
  }

  /** Stops listening, ends the connections, then lets the disks finish what they are at. */
  @Override
  public void close() {
    server.close();
    background.close();
    try {
      store.close();
    } catch (IOException failure) {
      LOG.warn("closing the disks of node {}", id, failure);
    }
  }
}
