package dev.satchel.storage.pull;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.TrafficClass;
import dev.satchel.storage.client.NodeClient;
import dev.satchel.storage.client.NodeClientConfig;
import dev.satchel.storage.client.NodeClients;
import dev.satchel.storage.runtime.NodeRuntime;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Storage nodes over the network. Each pull has a connection of its own, so that nothing of a peer
 * stays when its pull is over, however many peers there were.
 */
public final class NodePeers implements Peers {

  private final NodeClientConfig config;
  private final NodeRuntime runtime;

  public NodePeers(byte[] clusterKey, NodeRuntime runtime) {
    this.config = NodeClientConfig.defaults(clusterKey).withConnectionsPerNode(1);
    this.runtime = runtime;
  }

  @Override
  public PageSource open(String address) {
    NodeClients clients = new NodeClients(config, runtime);
    return new Node(clients, clients.to(address));
  }

  private record Node(NodeClients clients, NodeClient client) implements PageSource {

    @Override
    public CompletableFuture<ByteBuf> read(
        ExtentId id, long offset, int lengthBytes, Duration deadline) {
      return client.read(TrafficClass.REPAIR, id, offset, lengthBytes, deadline);
    }

    @Override
    public void close() {
      clients.close();
    }
  }
}
