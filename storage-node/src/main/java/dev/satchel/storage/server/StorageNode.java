package dev.satchel.storage.server;

import dev.satchel.storage.NodeStats;
import dev.satchel.storage.runtime.NodeRuntime;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A running storage node. */
public final class StorageNode implements AutoCloseable {

  private StorageNode() {}

  /**
   * Opens the disks, recovers what they hold and listens.
   *
   * @param runtime shared with other nodes of the process; stays open when this node closes
   */
  public static StorageNode start(StorageNodeConfig config, NodeRuntime runtime)
      throws IOException {
    throw new UnsupportedOperationException("not landed yet: " + config + runtime);
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    throw new UnsupportedOperationException();
  }

  public String nodeId() {
    throw new UnsupportedOperationException();
  }

  public NodeStats stats() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
