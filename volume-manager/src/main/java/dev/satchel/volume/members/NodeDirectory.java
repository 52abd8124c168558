package dev.satchel.volume.members;

import dev.satchel.storage.client.NodeClient;
import dev.satchel.storage.client.NodeClients;
import dev.satchel.volume.model.Extent;
import dev.satchel.volume.model.Node;
import dev.satchel.volume.model.NodeState;
import dev.satchel.volume.sql.NodeTable;
import dev.satchel.volume.store.StoreUnavailableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nodes as a process that calls them sees them. Thread-safe.
 *
 * <p>It is fed by the manager of the same process, or else reads the table again when somebody asks
 * and the last reading is a second old. Besides, it remembers for a few seconds which nodes did not
 * answer this very process.
 */
public final class NodeDirectory {

  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long AVOID_NANOS = Duration.ofSeconds(5).toNanos();
  private static final Logger log = LoggerFactory.getLogger(NodeDirectory.class);

  private final NodeTable table;
  private final NodeClients clients;
  private final ReentrantLock refreshing = new ReentrantLock();
  private final Condition published = refreshing.newCondition();
  private final Map<String, Avoided> avoided = new ConcurrentHashMap<>();
  private volatile View view;

  public NodeDirectory(NodeTable table, NodeClients clients) {
    this.table = table;
    this.clients = clients;
    this.view = new View(Map.of(), List.of(), System.nanoTime() - FRESH_NANOS);
  }

  /** A node that did not answer; one that came back elsewhere is another matter. */
  private record Avoided(String address, long untilNanos) {}

  private record View(Map<String, Node> byId, List<Node> nodes, long readNanos) {

    static View of(List<Node> nodes) {
      Map<String, Node> byId = new HashMap<>();
      nodes.forEach(node -> byId.put(node.id(), node));
      return new View(Map.copyOf(byId), List.copyOf(nodes), System.nanoTime());
    }
  }

  /** Takes what the manager knows; it knows best. */
  public void publish(List<Node> nodes) {
    refreshing.lock();
    try {
      view = View.of(nodes);
      published.signalAll();
    } finally {
      refreshing.unlock();
    }
  }

  /** All nodes. */
  public List<Node> nodes() {
    return current().nodes();
  }

  public Optional<Node> node(String nodeId) {
    return Optional.ofNullable(current().byId().get(nodeId));
  }

  /** How to call a node; empty when nobody knows where it is. */
  public Optional<NodeClient> client(String nodeId) {
    return node(nodeId).map(node -> clients.to(node.address()));
  }

  /** Whether a call to the node will probably be answered soon. */
  public boolean isPromising(String nodeId) {
    return node(nodeId)
        .filter(node -> node.state() == NodeState.UP && !isAvoided(node))
        .isPresent();
  }

  /** Whether the disk of an extent takes appends, as far as its node has said. */
  public boolean isWritable(Extent extent) {
    return node(extent.nodeId()).filter(node -> node.trusts(extent)).isPresent();
  }

  /** Waits until the nodes are as wanted; false when they are not in time. */
  public boolean await(Predicate<List<Node>> wanted, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      View before = view;
      if (wanted.test(nodes())) {
        return true;
      }
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      awaitNewer(before, Math.min(left, FRESH_NANOS));
    }
  }

  /** The manager of this process wakes whoever waits; where it is another one, time does. */
  private void awaitNewer(View before, long atMostNanos) throws InterruptedException {
    refreshing.lock();
    try {
      long left = atMostNanos;
      while (view == before && left > 0) {
        left = published.awaitNanos(left);
      }
    } finally {
      refreshing.unlock();
    }
  }

  /** A call to the node was not answered: others are better for a while. */
  public void avoid(String nodeId) {
    node(nodeId)
        .ifPresent(node ->
            avoided.put(nodeId, new Avoided(node.address(), System.nanoTime() + AVOID_NANOS)));
  }

  private boolean isAvoided(Node node) {
    Avoided entry = avoided.get(node.id());
    return entry != null
        && entry.address().equals(node.address())
        && System.nanoTime() - entry.untilNanos() < 0;
  }

  private View current() {
    View seen = view;
    if (System.nanoTime() - seen.readNanos() < FRESH_NANOS) {
      return seen;
    }
    boolean first = seen.nodes().isEmpty();
    if (first) {
      refreshing.lock();
    } else if (!refreshing.tryLock()) {
      return seen; // somebody else is reading; what was good a second ago will do
    }
    try {
      if (view == seen) {
        view = View.of(table.all());
      }
    } catch (StoreUnavailableException e) {
      log.warn("the nodes cannot be read, going on with those known: {}", e.toString());
      view = View.of(seen.nodes());
    } finally {
      refreshing.unlock();
    }
    return view;
  }
}
