package dev.satchel.storage.client;

import dev.satchel.storage.wire.Handshake;
import java.time.Duration;

/**
 * How to reach nodes.
 *
 * @param connectTimeout bounds connecting and the handshake together
 * @param connectionsPerNode requests for one extent always take the same one, in order
 */
public record NodeClientConfig(byte[] clusterKey, Duration connectTimeout, int connectionsPerNode) {

  public NodeClientConfig {
    if (clusterKey.length < Handshake.SHORTEST_KEY_BYTES) {
      throw new IllegalArgumentException(
          "the cluster key has fewer than " + Handshake.SHORTEST_KEY_BYTES + " bytes");
    }
    if (connectTimeout.isNegative() || connectTimeout.isZero()) {
      throw new IllegalArgumentException("the connect timeout must be positive");
    }
    if (connectionsPerNode < 1 || connectionsPerNode > 64) {
      throw new IllegalArgumentException("connections per node: 1 to 64");
    }
    clusterKey = clusterKey.clone();
  }

  /** Two connections a node, three seconds to connect. */
  public static NodeClientConfig defaults(byte[] clusterKey) {
    return new NodeClientConfig(clusterKey, Duration.ofSeconds(3), 2);
  }

  /** The same, but with so many connections. */
  public NodeClientConfig withConnectionsPerNode(int count) {
    return new NodeClientConfig(clusterKey, connectTimeout, count);
  }
}
