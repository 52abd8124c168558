package dev.satchel.volume.model;

import org.jspecify.annotations.Nullable;

/**
 * One extent of a volume, on one node.
 *
 * @param place unknown until the node has made it
 */
public record Extent(
    long id, long bucketId, Role role, ExtentStatus status, String nodeId, @Nullable Place place) {

  /** What an extent holds. */
  public enum Role {
    DATA,
    PARITY
  }

  /**
   * Where an extent lies on its node.
   *
   * @param position of the extent's offset 0 in the disk, in bytes
   */
  public record Place(String diskId, String diskPath, long position, long capacityBytes) {}

  /** Whether it takes part in its volume: wanted, there, or to be repaired. */
  public boolean isMember() {
    return status != ExtentStatus.ABANDONED;
  }

  /** Whether blocks may be read from it. */
  public boolean isReadable() {
    return status == ExtentStatus.OPEN || status == ExtentStatus.SEALED;
  }

  /** Whether single blocks may be found in it, when it is not to be relied on for all of them. */
  public boolean mayHoldBlocks() {
    return isReadable() || status == ExtentStatus.LOST;
  }
}
