package dev.satchel.volume.inspect;

import dev.satchel.volume.model.Extent;
import dev.satchel.volume.model.Node;
import dev.satchel.volume.model.NodeState;
import dev.satchel.volume.model.Volume;
import dev.satchel.volume.model.VolumeState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What it means to keep a disk apart, and whether that is safe. Pure.
 *
 * <p>Nothing is moved or deleted by it; but what lies on such a disk is not counted on any more.
 * The floor: of every volume that holds a block, one copy more must be counted on than it takes to
 * read it, so that the next loss is no loss of data. A disk whose copies are not counted on
 * already, because it has failed, loses nothing by being kept apart.
 *
 * @param replicas how many copies a volume is to have
 */
public record QuarantinePlan(
    Node node, Node.Disk disk, List<Node> nodes, List<Volume> volumes, int replicas) {

  private static final int COPIES_TO_READ = 1;
  private static final int MOST_NAMED = 10;

  /** What would change. */
  public List<String> effects() {
    List<String> effects = new ArrayList<>();
    long open = held().stream().filter(volume -> volume.state() == VolumeState.OPEN).count();
    effects.add(
        count(extents(), "extent")
            + " on it: kept, read only after better copies, and not counted on any more");
    if (open > 0) {
      effects.add(count(open, "open volume") + " closed and sealed; writers go on elsewhere");
    }
    effects.add(
        slotsElsewhere() > 0
            ? "new extents go to the other disks of its node and to other nodes"
            : "its node takes no new extents");
    long domains = domainsWithRoom();
    if (domains < replicas) {
      effects.add(
          "WRITES STOP: a volume needs a free extent in %d failure domains, and only %d would have"
                  .formatted(replicas, domains)
              + " one; add a disk first");
    }
    return effects;
  }

  /** Why it is safe. */
  public List<String> grounds() {
    List<String> grounds = new ArrayList<>();
    long blocks = held().stream().filter(volume -> volume.bucket().lengthBytes() > 0).count();
    if (!disk.isTrusted()) {
      grounds.add("the disk is " + disk.state() + ": nothing on it is counted on now");
    } else if (blocks == 0) {
      grounds.add("no block lies on it");
    } else {
      grounds.add(
          "each of the %s with blocks on it keeps at least %s elsewhere"
              .formatted(count(blocks, "volume"), count(floor(), "good copy")));
    }
    grounds.add("nothing is moved or deleted, and --release takes it back");
    return grounds;
  }

  /** Why it is not safe; empty when it is. */
  public List<String> refusals() {
    if (!disk.isTrusted()) {
      return List.of();
    }
    Map<String, Node> byId = Views.byId(nodes);
    List<Long> below = new ArrayList<>();
    for (Volume volume : held()) {
      boolean counts = volume.members().stream().anyMatch(e -> isHere(e) && Health.isGood(e, byId));
      long elsewhere =
          volume.members().stream().filter(e -> !isHere(e) && Health.isGood(e, byId)).count();
      if (counts && volume.bucket().lengthBytes() > 0 && elsewhere < floor()) {
        below.add(volume.id());
      }
    }
    return below.isEmpty()
        ? List.of()
        : List.of(
            "%s would keep fewer than %s: %s. Bring back the nodes and disks that hold the others"
                    .formatted(
                        count(below.size(), "volume"), count(floor(), "good copy"), named(below))
                + " first, or release a disk that is kept apart (satchel-admin status).");
  }

  private static String named(List<Long> volumeIds) {
    String first =
        volumeIds.stream().limit(MOST_NAMED).map(String::valueOf).collect(Collectors.joining(", "));
    return volumeIds.size() > MOST_NAMED ? first + ", ..." : first;
  }

  private int floor() {
    return Math.min(replicas, COPIES_TO_READ + 1);
  }

  private List<Volume> held() {
    return volumes.stream()
        .filter(volume -> volume.members().stream().anyMatch(this::isHere))
        .toList();
  }

  private long extents() {
    return volumes.stream().flatMap(v -> v.members().stream()).filter(this::isHere).count();
  }

  private boolean isHere(Extent extent) {
    Extent.Place place = extent.place();
    return place != null && extent.nodeId().equals(node.id()) && place.diskId().equals(disk.id());
  }

  private int slotsElsewhere() {
    return node.freeSlots() - (disk.takesExtents() ? disk.freeSlots() : 0);
  }

  private long domainsWithRoom() {
    return nodes.stream()
        .filter(each -> each.state() == NodeState.UP)
        .filter(each -> (each.id().equals(node.id()) ? slotsElsewhere() : each.freeSlots()) > 0)
        .map(Node::domain)
        .distinct()
        .count();
  }

  private static String count(long count, String what) {
    String many = what.endsWith("y") ? what.substring(0, what.length() - 1) + "ies" : what + "s";
    return count + " " + (count == 1 ? what : many);
  }
}
