package dev.satchel.volume.model;

import java.util.List;
import java.util.Optional;

/** A storage node as the cell knows it. */
public record Node(String id, String address, String domain, NodeState state, List<Disk> disks) {

  /**
   * One disk of it.
   *
   * @param mode {@code direct|buffered}: whether its bytes go past the page cache
   * @param state {@code ok|suspect|failed|quarantined}
   * @param reason why it is not ok; otherwise empty
   */
  public record Disk(
      String id,
      String path,
      String mode,
      String state,
      String reason,
      long capacityBytes,
      long usedBytes,
      int freeSlots) {

    /** Whether new extents may go there. */
    public boolean takesExtents() {
      return state.equals("ok") && freeSlots > 0;
    }

    /** Whether it takes appends, and what lies on it may be counted on. */
    public boolean isTrusted() {
      return state.equals("ok") || state.equals("suspect");
    }

    /** Whether an operator keeps it apart. */
    public boolean isQuarantined() {
      return state.equals("quarantined");
    }

    /** Whether its node has opened it, so that what lies on it may be asked for. */
    public boolean isOpen() {
      return capacityBytes > 0;
    }
  }

  public Node {
    disks = List.copyOf(disks);
  }

  /** How many more extents it can take. */
  public int freeSlots() {
    return disks.stream().filter(Disk::takesExtents).mapToInt(Disk::freeSlots).sum();
  }

  /** The disk of that id, if the node has told of it. */
  public Optional<Disk> disk(String diskId) {
    return disks.stream().filter(disk -> disk.id().equals(diskId)).findFirst();
  }

  /** The disk that an extent of this node lies on; empty while nobody knows, or it is gone. */
  public Optional<Disk> diskOf(Extent extent) {
    Extent.Place place = extent.place();
    return place == null ? Optional.empty() : disk(place.diskId());
  }

  /** Whether the disk of an extent takes appends; one that is yet to be made may go to any. */
  public boolean trusts(Extent extent) {
    return extent.place() == null || diskOf(extent).filter(Disk::isTrusted).isPresent();
  }

  /** The same node in another state. */
  public Node in(NodeState next) {
    return new Node(id, address, domain, next, disks);
  }
}
