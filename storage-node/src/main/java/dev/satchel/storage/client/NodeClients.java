package dev.satchel.storage.client;

import dev.satchel.storage.runtime.NodeRuntime;

/** All node clients of a process; thread-safe. */
public final class NodeClients implements AutoCloseable {

  /** With event loops and buffers of its own. */
  public NodeClients(NodeClientConfig config) {}

  /** With those of {@code runtime}, which stays open when this closes. */
  public NodeClients(NodeClientConfig config, NodeRuntime runtime) {}

  /**
   * The client for the node at {@code hostPort}; the same one each time. Does not connect yet.
   *
   * @throws IllegalArgumentException if it is not HOST:PORT
   */
  public NodeClient to(String hostPort) {
    throw new UnsupportedOperationException(hostPort);
  }

  @Override
  public void close() {}
}
