package dev.satchel.volume.manage;

import java.util.Collection;

/** Where a volume is cut when it is sealed. */
final class SealLength {

  private SealLength() {}

  /**
   * The least of the ends that reach what was acknowledged: an acknowledged byte is on every
   * extent, so it lies below each of them, and so does one that a paused writer may still put into
   * the index. An extent that ends earlier has lost something and is not asked; when all have, the
   * longest is the best there is.
   */
  static long of(long acknowledged, Collection<Long> ends) {
    return ends.stream()
        .mapToLong(Long::longValue)
        .filter(end -> end >= acknowledged)
        .min()
        .orElseGet(() -> ends.stream().mapToLong(Long::longValue).max().orElse(0));
  }
}
