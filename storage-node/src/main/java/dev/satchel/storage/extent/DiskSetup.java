package dev.satchel.storage.extent;

import java.util.UUID;

/**
 * What a blank disk is made into.
 *
 * @param sizeBytes the size that it gets; 0 takes the size that it has
 * @param thin whether slots get their space one by one instead of all now
 * @param mayBeNew whether a blank disk is formatted; else it is refused
 */
public record DiskSetup(
    UUID nodeId, long extentSizeBytes, long sizeBytes, boolean thin, boolean mayBeNew) {

  /** Of a disk that may be new. */
  public DiskSetup(UUID nodeId, long extentSizeBytes, long sizeBytes, boolean thin) {
    this(nodeId, extentSizeBytes, sizeBytes, thin, true);
  }
}
