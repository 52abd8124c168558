package dev.satchel.volume.inspect;

import dev.satchel.volume.model.Extent;
import dev.satchel.volume.model.Node;
import dev.satchel.volume.model.NodeState;
import dev.satchel.volume.model.Volume;
import dev.satchel.volume.model.VolumeState;
import java.util.Map;

/** How well volumes are kept at this moment. */
final class Health {

  private Health() {}

  /** Whether it has fewer good extents than it should. */
  static boolean isDegraded(Volume volume, Map<String, Node> nodes) {
    return volume.state() != VolumeState.CREATING
        && volume.members().stream().anyMatch(extent -> !isGood(extent, nodes));
  }

  /** Whether it holds something that cannot be read now. */
  static boolean isUnreadable(Volume volume, Map<String, Node> nodes) {
    return volume.bucket().lengthBytes() > 0
        && volume.members().stream().noneMatch(extent -> isThere(extent, nodes));
  }

  /** Whether it may be counted on: it is there, and its disk neither failed nor kept apart. */
  static boolean isGood(Extent extent, Map<String, Node> nodes) {
    Node node = nodes.get(extent.nodeId());
    return node != null && isThere(extent, nodes) && node.trusts(extent);
  }

  /** Whether somebody answers for it; its disk may be read-only. */
  private static boolean isThere(Extent extent, Map<String, Node> nodes) {
    Node node = nodes.get(extent.nodeId());
    return node != null
        && node.state() == NodeState.UP
        && extent.isReadable()
        && (extent.place() == null || node.diskOf(extent).filter(Node.Disk::isOpen).isPresent());
  }
}
