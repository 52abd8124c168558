package dev.satchel.volume.model;

import java.util.List;

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
  }

  public Node {
    disks = List.copyOf(disks);
  }

  /** How many more extents it can take. */
  public int freeSlots() {
    return disks.stream().filter(Disk::takesExtents).mapToInt(Disk::freeSlots).sum();
  }

  /** The same node in another state. */
  public Node in(NodeState next) {
    return new Node(id, address, domain, next, disks);
  }
}
