package dev.satchel.volume.manage;

import dev.satchel.volume.model.Extent;
import dev.satchel.volume.model.ExtentStatus;
import dev.satchel.volume.model.Node;
import dev.satchel.volume.model.NodeState;
import dev.satchel.volume.model.Volume;
import dev.satchel.volume.model.VolumeState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chooses nodes for new extents: up, with a free slot, no two in one domain, first those with the
 * fewest extents being written, then those with most room. Remembers what it gave out.
 */
final class Placement {

  private final List<Node> candidates;
  private final Map<String, Integer> written = new HashMap<>();
  private final Map<String, Integer> reserved = new HashMap<>();

  Placement(Snapshot snapshot) {
    this.candidates =
        snapshot.nodes().stream()
            .filter(node -> node.state() == NodeState.UP && !snapshot.shunned().contains(node.id()))
            .toList();
    for (Volume volume : snapshot.unsettled()) {
      for (Extent extent : volume.members()) {
        if (volume.state() == VolumeState.OPEN || volume.state() == VolumeState.CREATING) {
          written.merge(extent.nodeId(), 1, Integer::sum);
        }
        if (extent.status() == ExtentStatus.CREATING) {
          reserved.merge(extent.nodeId(), 1, Integer::sum);
        }
      }
    }
  }

  /** Ids of {@code count} nodes; fewer when there are no more. */
  List<String> choose(int count, Collection<String> excludedDomains) {
    Set<String> domains = new HashSet<>(excludedDomains);
    List<String> chosen = new ArrayList<>();
    List<Node> ranked = new ArrayList<>(candidates);
    ranked.sort(
        Comparator.comparingInt((Node node) -> written.getOrDefault(node.id(), 0))
            .thenComparing(Comparator.comparingInt(this::freeSlots).reversed())
            .thenComparing(Node::id));
    for (Node node : ranked) {
      if (chosen.size() < count && freeSlots(node) > 0 && domains.add(node.domain())) {
        chosen.add(node.id());
      }
    }
    return chosen;
  }

  /** Counts the choice, so that the next one goes elsewhere. */
  void take(Collection<String> nodeIds) {
    for (String id : nodeIds) {
      written.merge(id, 1, Integer::sum);
      reserved.merge(id, 1, Integer::sum);
    }
  }

  private int freeSlots(Node node) {
    return node.freeSlots() - reserved.getOrDefault(node.id(), 0);
  }
}
