package dev.satchel.volume;

import java.util.List;
import java.util.function.Supplier;

/** The node's side of membership: says each second how the nodes of this process are. */
public final class NodeAgent implements AutoCloseable {

  /** Where a manager takes heartbeats: a POST of one {@link Heartbeat} as JSON. */
  public static final String PATH = "/cell/heartbeat";

  private NodeAgent() {}

  /**
   * Starts to report; the first heartbeats go out at once.
   *
   * @param nodes each describes one node of this process as it is when asked
   * @param managers all of them get every heartbeat, so that a standby knows the cell when it takes
   *     over
   */
  public static NodeAgent start(
      List<Supplier<Heartbeat>> nodes, List<? extends HeartbeatTarget> managers) {
    throw new UnsupportedOperationException();
  }

  /** A manager at {@code HOST:PORT}, reached over HTTP with the cluster key. */
  public static HeartbeatTarget manager(String hostPort, byte[] clusterKey) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
