package dev.satchel.volume.manage;

import dev.satchel.volume.model.Extent;
import dev.satchel.volume.model.Node;
import dev.satchel.volume.model.NodeState;
import dev.satchel.volume.model.Volume;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the planner knows.
 *
 * @param unsettled volumes that are not sealed on all their extents
 * @param busy volumes that a step is at work on; left alone
 * @param overdue volumes whose writer shows no life, or that have waited long enough to be sealed
 *     without those extents that do not answer
 * @param shunned nodes that lately refused to make an extent
 * @param warm whether the manager has run for long enough that a silent node means something
 */
public record Snapshot(
    Targets targets,
    List<Node> nodes,
    List<Volume> unsettled,
    Set<Long> busy,
    Set<Long> overdue,
    Set<String> shunned,
    boolean warm) {

  /**
   * What the cell should have.
   *
   * @param replicas extents of a volume, each in its own domain
   * @param open volumes that are open, claimed or not, at least
   * @param spare open volumes that no writer has claimed, at least
   */
  public record Targets(int replicas, int open, int spare) {}

  Map<String, Node> nodesById() {
    Map<String, Node> byId = new HashMap<>();
    nodes.forEach(node -> byId.put(node.id(), node));
    return byId;
  }

  /** Whether the extent's disk takes appends, as far as its node has said. */
  static boolean isWritable(Extent extent, Map<String, Node> nodes) {
    Node node = nodes.get(extent.nodeId());
    return node != null && node.state() == NodeState.UP && node.trusts(extent);
  }

  /** Whether the extent's node is there to be asked. */
  static boolean isUp(Extent extent, Map<String, Node> nodes) {
    Node node = nodes.get(extent.nodeId());
    return node != null && node.state() == NodeState.UP;
  }
}
