package dev.satchel.storage;

/**
 * One disk of a node.
 *
 * @param id from its superblock; of a disk that could not be opened, the id that it had, or its
 *     path when that was never known
 * @param capacityBytes what all its slots hold
 * @param usedBytes what the slots given to extents hold, full or not
 * @param reason why it is in another state than OK; empty when it is not
 */
public record DiskInfo(
    String id,
    String path,
    IoMode mode,
    long capacityBytes,
    long usedBytes,
    int freeSlots,
    DiskState state,
    String reason) {

  /** A disk that could not be opened. */
  public static DiskInfo unopened(String id, String path, String reason) {
    return new DiskInfo(id, path, IoMode.BUFFERED, 0, 0, 0, DiskState.FAILED, reason);
  }
}
