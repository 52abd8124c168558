package dev.satchel.storage.client;

import dev.satchel.storage.runtime.NodeRuntime;
import dev.satchel.storage.runtime.NodeRuntimeConfig;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** All node clients of a process; thread-safe. */
public final class NodeClients implements AutoCloseable {

  private final NodeClientConfig config;
  private final NodeRuntime runtime;
  private final boolean ownsRuntime;
  private final ConcurrentMap<String, NodeClient> clients = new ConcurrentHashMap<>();

  /** With event loops and buffers of its own. */
  public NodeClients(NodeClientConfig config) {
    this(config, NodeRuntime.start(NodeRuntimeConfig.defaults()), true);
  }

  /** With those of {@code runtime}, which stays open when this closes. */
  public NodeClients(NodeClientConfig config, NodeRuntime runtime) {
    this(config, runtime, false);
  }

  private NodeClients(NodeClientConfig config, NodeRuntime runtime, boolean ownsRuntime) {
    this.config = config;
    this.runtime = runtime;
    this.ownsRuntime = ownsRuntime;
  }

  /**
   * The client for the node at {@code hostPort}; the same one each time. Does not connect yet.
   *
   * @throws IllegalArgumentException if it is not HOST:PORT
   */
  public NodeClient to(String hostPort) {
    return clients.computeIfAbsent(
        hostPort, text -> new NodeClient(HostPort.parse(text), config, runtime));
  }

  @Override
  public void close() {
    clients.values().forEach(NodeClient::close);
    if (ownsRuntime) {
      runtime.close();
    }
  }
}
