package dev.satchel.volume.inspect;

import dev.satchel.volume.model.Node;
import dev.satchel.volume.model.NodeState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How much more fits into a cell whose volumes spread over failure domains. */
final class Room {

  private Room() {}

  /**
   * The most volumes of {@code replicas} extents that the free slots allow: v volumes fit exactly
   * when the domains together, each counted with at most v of its slots, have v * replicas.
   */
  static long volumesThatFit(List<Node> nodes, int replicas) {
    Map<String, Long> freeByDomain = new HashMap<>();
    for (Node node : nodes) {
      if (node.state() == NodeState.UP) {
        freeByDomain.merge(node.domain(), (long) node.freeSlots(), Long::sum);
      }
    }
    long low = 0;
    long high = freeByDomain.values().stream().mapToLong(Long::longValue).sum() / replicas;
    while (low < high) {
      long middle = (low + high + 1) / 2;
      long usable = freeByDomain.values().stream().mapToLong(free -> Math.min(free, middle)).sum();
      if (usable >= middle * replicas) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** The least room of a free slot; 0 when there is none. */
  static long smallestSlotBytes(List<Node> nodes) {
    return nodes.stream()
        .flatMap(node -> node.disks().stream())
        .filter(Node.Disk::takesExtents)
        .mapToLong(disk -> (disk.capacityBytes() - disk.usedBytes()) / disk.freeSlots())
        .min()
        .orElse(0);
  }
}
