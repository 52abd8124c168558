package dev.satchel.volume.manage;

import dev.satchel.volume.model.Extent;
import dev.satchel.volume.model.ExtentStatus;
import dev.satchel.volume.model.Node;
import dev.satchel.volume.model.NodeState;
import dev.satchel.volume.model.Note;
import dev.satchel.volume.model.Volume;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Decides what a manager does next. Pure: the same snapshot gives the same steps. */
public final class VolumePlanner {

  /**
   * So that many writers that start together do not ask the nodes for dozens of extents at once.
   */
  private static final int MOST_OPENED_AT_ONCE = 4;

  private final Snapshot snapshot;
  private final Map<String, Node> nodes;
  private final Placement placement;
  private final List<Step> steps = new ArrayList<>();

  private VolumePlanner(Snapshot snapshot) {
    this.snapshot = snapshot;
    this.nodes = snapshot.nodesById();
    this.placement = new Placement(snapshot);
  }

  /** The steps that are due; they concern different volumes and may be done in any order. */
  public static List<Step> plan(Snapshot snapshot) {
    return new VolumePlanner(snapshot).plan();
  }

  private List<Step> plan() {
    for (Volume volume : snapshot.unsettled()) {
      if (!snapshot.busy().contains(volume.id())) {
        planVolume(volume);
      }
    }
    planOpening();
    return List.copyOf(steps);
  }

  private void planVolume(Volume volume) {
    switch (volume.state()) {
      case CREATING -> planCreating(volume);
      case OPEN -> planOpen(volume);
      case CLOSING -> planClosing(volume);
      case SEALED -> planSealed(volume);
    }
  }

  private void planCreating(Volume volume) {
    for (Extent extent : volume.members()) {
      if (isMakeable(extent)) {
        continue;
      }
      List<String> elsewhere = placement.choose(1, otherDomains(volume, extent));
      if (elsewhere.isEmpty()) {
        return; // nothing was written to it: it can wait for its node
      }
      placement.take(elsewhere);
      steps.add(new Step.Replace(volume, extent, elsewhere.getFirst()));
      return;
    }
    steps.add(new Step.Make(volume));
  }

  private boolean isMakeable(Extent extent) {
    return extent.status() != ExtentStatus.CREATING
        || (Snapshot.isUp(extent, nodes) && !snapshot.shunned().contains(extent.nodeId()));
  }

  private Set<String> otherDomains(Volume volume, Extent but) {
    Set<String> domains = new HashSet<>();
    for (Extent extent : volume.members()) {
      Node node = nodes.get(extent.nodeId());
      if (extent.id() != but.id() && node != null) {
        domains.add(node.domain());
      }
    }
    return domains;
  }

  private void planOpen(Volume volume) {
    String missing = missing(volume);
    boolean unused = volume.bucket().lengthBytes() == 0 && volume.claim().owner() == null;
    // An unused volume waits for a node that is only suspect: to seal nothing would waste its
    // slots.
    boolean hopeless = !missing.isEmpty() && (!unused || hasDeadNode(volume));
    // A manager that has just begun has not heard everybody yet; what a node says of its disks it
    // has heard.
    if ((hopeless && snapshot.warm()) || hasLostDisk(volume)) {
      steps.add(new Step.Close(volume, missing));
    } else if (volume.claim().owner() != null && snapshot.overdue().contains(volume.id())) {
      steps.add(new Step.Release(volume));
    }
  }

  private void planClosing(Volume volume) {
    List<Extent> reachable =
        volume.members().stream().filter(extent -> Snapshot.isUp(extent, nodes)).toList();
    boolean all = reachable.size() == volume.members().size();
    if (all || (!reachable.isEmpty() && snapshot.overdue().contains(volume.id()))) {
      steps.add(new Step.Seal(volume, reachable));
    }
  }

  private void planSealed(Volume volume) {
    for (Extent extent : volume.members()) {
      if (extent.status() == ExtentStatus.OPEN && Snapshot.isUp(extent, nodes)) {
        steps.add(new Step.Settle(volume, extent));
      }
    }
  }

  private void planOpening() {
    int open = 0;
    int spare = 0;
    for (Volume volume : snapshot.unsettled()) {
      if (isPromising(volume)) {
        open++;
        spare += volume.claim().owner() == null ? 1 : 0;
      }
    }
    int replicas = snapshot.targets().replicas();
    int wanted = Math.max(snapshot.targets().open() - open, snapshot.targets().spare() - spare);
    for (int i = 0; i < Math.min(wanted, MOST_OPENED_AT_ONCE); i++) {
      List<String> chosen = placement.choose(replicas, Set.of());
      if (chosen.size() < replicas) {
        explain(chosen.size(), i + spare);
        return;
      }
      placement.take(chosen);
      steps.add(new Step.Open(chosen));
    }
    takeBack();
  }

  private void takeBack() {
    steps.add(new Step.Say(Optional.empty()));
  }

  /** Whether a writer can use the volume, or will be able to in a moment. */
  private boolean isPromising(Volume volume) {
    return switch (volume.state()) {
      case OPEN ->
          missing(volume).isEmpty()
              || (!snapshot.warm() && !hasDeadNode(volume) && !hasLostDisk(volume));
      case CREATING -> volume.members().stream().allMatch(this::willBeMade);
      case CLOSING, SEALED -> false;
    };
  }

  private boolean willBeMade(Extent extent) {
    Node node = nodes.get(extent.nodeId());
    return isMakeable(extent) && node != null && node.freeSlots() > 0;
  }

  private void explain(int placeable, int spares) {
    if (spares > 0) {
      takeBack();
      return;
    }
    if (!snapshot.warm()) {
      return; // there may be more nodes than have spoken yet
    }
    int replicas = snapshot.targets().replicas();
    long domainsUp =
        snapshot.nodes().stream()
            .filter(node -> node.state() == NodeState.UP)
            .map(Node::domain)
            .distinct()
            .count();
    Note note =
        domainsUp < replicas
            ? new Note(
                Note.TOO_FEW_DOMAINS,
                "a volume needs nodes in %d failure domains, but only %d of them %s up"
                    .formatted(replicas, domainsUp, domainsUp == 1 ? "is" : "are"))
            : new Note(
                Note.NO_SPACE,
                "a volume needs a free extent in %d failure domains, but only %d %s one: add disks"
                    .formatted(replicas, placeable, placeable == 1 ? "has" : "have"));
    steps.add(new Step.Say(Optional.of(note)));
  }

  /** Why the volume cannot be written to; empty when it can. */
  private String missing(Volume volume) {
    return volume.members().stream()
        .filter(extent -> !Snapshot.isWritable(extent, nodes))
        .findFirst()
        .map(this::why)
        .orElse("");
  }

  private String why(Extent extent) {
    Node node = nodes.get(extent.nodeId());
    if (node == null || node.state() != NodeState.UP) {
      return "node " + extent.nodeId() + " is not up";
    }
    return node.diskOf(extent)
        .map(disk -> "disk " + disk.id() + " is " + disk.state())
        .orElse("node " + node.id() + " has lost the disk of extent " + extent.id());
  }

  /** Whether a disk, of a node that is up, takes no more appends. */
  private boolean hasLostDisk(Volume volume) {
    return volume.members().stream()
        .anyMatch(extent -> Snapshot.isUp(extent, nodes) && !Snapshot.isWritable(extent, nodes));
  }

  private boolean hasDeadNode(Volume volume) {
    return volume.members().stream()
        .map(extent -> nodes.get(extent.nodeId()))
        .filter(Objects::nonNull)
        .anyMatch(node -> node.state() == NodeState.DEAD);
  }
}
