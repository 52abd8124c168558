package dev.satchel.volume;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node's side of membership: says each second how the nodes of this process are. */
public final class NodeAgent implements AutoCloseable {

  /** Where a manager takes heartbeats: a POST of one {@link Heartbeat} as JSON. */
  public static final String PATH = "/cell/heartbeat";

  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Logger log = LoggerFactory.getLogger(NodeAgent.class);

  private final List<Supplier<Heartbeat>> nodes;
  private final List<Thread> threads = new ArrayList<>();

  private NodeAgent(List<Supplier<Heartbeat>> nodes, List<? extends HeartbeatTarget> managers) {
    this.nodes = List.copyOf(nodes);
    // One thread a manager: one that hangs does not make the nodes look dead to the others.
    for (HeartbeatTarget manager : managers) {
      threads.add(Thread.ofVirtual().name("heartbeats").start(() -> report(manager)));
    }
  }

  /**
   * Starts to report; the first heartbeats go out at once.
   *
   * @param nodes each describes one node of this process as it is when asked
   * @param managers all of them get every heartbeat, so that a standby knows the cell when it takes
   *     over
   */
  public static NodeAgent start(
      List<Supplier<Heartbeat>> nodes, List<? extends HeartbeatTarget> managers) {
    return new NodeAgent(nodes, managers);
  }

  /** A manager at {@code HOST:PORT}, reached over HTTP with the cluster key. */
  public static HeartbeatTarget manager(String hostPort, byte[] clusterKey) {
    return new HttpManager(hostPort, new ClusterAuth(clusterKey));
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void report(HeartbeatTarget manager) {
    boolean reached = true;
    try {
      while (true) {
        reached = tell(manager, reached);
        Thread.sleep(INTERVAL); // its pace; close() interrupts it
      }
    } catch (InterruptedException e) {
      log.debug("no more heartbeats");
    }
  }

  /** Sends one heartbeat of each node; logs when what it finds has changed. */
  private boolean tell(HeartbeatTarget manager, boolean reachedBefore) throws InterruptedException {
    try {
      for (Supplier<Heartbeat> node : nodes) {
        manager.send(node.get());
      }
      if (!reachedBefore) {
        log.info("manager {} takes heartbeats again", manager);
      }
      return true;
    } catch (IOException | RuntimeException e) {
      if (reachedBefore) {
        log.warn("manager {} does not take heartbeats: {}", manager, e.toString());
      }
      return false;
    }
  }
}
