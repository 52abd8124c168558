package dev.satchel.storage.extent;

import dev.satchel.storage.NodeException;

/**
 * An open extent is marked as a copy in the making, and what was synced of it so far as its end, so
 * that a restart goes on from there without looking for batches.
 */
final class KeepCopyChange extends Change<Long> {

  private final Extent extent;
  private final long epoch;

  KeepCopyChange(Extent extent, long epoch, long deadlineNanos) {
    super(deadlineNanos);
    this.extent = extent;
    this.epoch = epoch;
  }

  @Override
  boolean apply() throws NodeException {
    extent.hear(epoch);
    extent.keepCopy();
    return extent.hasNews();
  }

  @Override
  Long outcome() {
    return extent.syncedEnd();
  }

  @Override
  void fence(String reason) {}
}
