package dev.satchel.volume;

import dev.satchel.storage.NodeException;
import dev.satchel.storage.QuarantineOrder;
import dev.satchel.storage.client.NodeClient;
import dev.satchel.volume.admin.DiskDecision;
import dev.satchel.volume.admin.DiskOrder;
import dev.satchel.volume.inspect.QuarantinePlan;
import dev.satchel.volume.inspect.Views;
import dev.satchel.volume.members.NodeCalls;
import dev.satchel.volume.members.NodeDirectory;
import dev.satchel.volume.model.Node;
import dev.satchel.volume.sql.CellDatabase;
import dev.satchel.volume.store.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps disks apart for an operator. The decision is made from the tables; the node has the disk
 * itself remember it, so that a manager need not.
 */
final class DiskKeeper {

  private static final Duration DEADLINE = Duration.ofSeconds(10);

  /** A node says how it is each second. */
  private static final Duration UNTIL_HEARD = Duration.ofSeconds(5);

  private final CellDatabase database;
  private final NodeDirectory directory;
  private final int replicas;
  private final ReentrantLock deciding = new ReentrantLock();

  DiskKeeper(CellDatabase database, NodeDirectory directory, int replicas) {
    this.database = database;
    this.directory = directory;
    this.replicas = replicas;
  }

  /** Nodes with a disk of that id: one, or none. */
  Optional<Node> nodeOf(String diskId) {
    List<Node> nodes =
        directory.nodes().stream().filter(node -> node.disk(diskId).isPresent()).toList();
    if (nodes.size() > 1) {
      throw new IllegalArgumentException(
          nodes.size() + " nodes have a disk " + diskId + " that they never could open.");
    }
    return nodes.stream().findFirst();
  }

  /**
   * Does what is ordered, unless it is unsafe or only asked about; empty when there is no such
   * disk.
   *
   * @throws IllegalArgumentException if it makes no sense
   * @throws StoreUnavailableException if the node or the manager does not do it now
   */
  Optional<DiskDecision> decide(String diskId, DiskOrder order) {
    QuarantineOrder wanted =
        new QuarantineOrder(diskId, !order.release(), order.release() ? "" : order.reason());
    // One at a time: two that are harmless each may be one too many together.
    deciding.lock();
    try {
      return nodeOf(diskId).map(node -> decide(node, wanted, order.apply()));
    } finally {
      deciding.unlock();
    }
  }

  private DiskDecision decide(Node node, QuarantineOrder wanted, boolean apply) {
    Node.Disk disk = node.disk(wanted.diskId()).orElseThrow();
    if (!disk.isOpen()) {
      throw new IllegalArgumentException(
          "The node has not opened this disk, so nothing goes there anyway: " + disk.reason());
    }
    DiskDecision plan = wanted.apart() ? quarantine(node, disk) : release(node, disk);
    if (!apply || !plan.safe()) {
      return plan;
    }
    tell(node, wanted);
    Node.Disk now =
        directory.node(node.id()).flatMap(told -> told.disk(wanted.diskId())).orElse(disk);
    return new DiskDecision(
        plan.action(),
        Views.disk(node, now),
        true,
        plan.effects(),
        plan.grounds(),
        plan.refusals());
  }

  private DiskDecision quarantine(Node node, Node.Disk disk) {
    QuarantinePlan plan =
        new QuarantinePlan(node, disk, directory.nodes(), database.volumes().all(), replicas);
    return new DiskDecision(
        "quarantine",
        Views.disk(node, disk),
        false,
        plan.effects(),
        plan.refusals().isEmpty() ? plan.grounds() : List.of(),
        plan.refusals());
  }

  private static DiskDecision release(Node node, Node.Disk disk) {
    String effect =
        disk.isQuarantined()
            ? "it takes new extents and is counted on again"
            : "none: nobody keeps this disk apart";
    return new DiskDecision(
        "release",
        Views.disk(node, disk),
        false,
        List.of(effect),
        List.of("nothing is moved or deleted"),
        List.of());
  }

  private void tell(Node node, QuarantineOrder wanted) {
    long epoch =
        database
            .leases()
            .leadingEpoch()
            .orElseThrow(() -> unavailable("no manager leads the cell now", null));
    NodeClient client =
        directory
            .client(node.id())
            .orElseThrow(() -> unavailable("nobody knows where node " + node.id() + " is", null));
    try {
      NodeCalls.await(client.quarantine(epoch, wanted, DEADLINE));
      directory.await(nodes -> isTold(nodes, wanted), UNTIL_HEARD);
    } catch (NodeException refused) {
      throw unavailable("node " + node.id() + " did not do it: " + refused.getMessage(), refused);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isTold(List<Node> nodes, QuarantineOrder wanted) {
    return nodes.stream()
        .flatMap(node -> node.disk(wanted.diskId()).stream())
        .anyMatch(disk ->
            disk.isQuarantined() == wanted.apart() && disk.reason().contains(wanted.reason()));
  }

  private static StoreUnavailableException unavailable(String what, @Nullable Exception why) {
    return new StoreUnavailableException(what, Duration.ofSeconds(1), why);
  }
}
