package dev.satchel.storage.extent;

import java.io.IOException;

/**
 * An open extent is marked as a copy in the making, and what was synced of it so far as its end, so
 * that a restart goes on from there without looking for batches.
 */
final class KeepCopyChange extends EntryChange<Long> {

  private final long epoch;

  KeepCopyChange(Extent extent, long epoch, long deadlineNanos) {
    super(extent, deadlineNanos);
    this.epoch = epoch;
  }

  @Override
  void alter() throws IOException {
    target().hear(epoch);
    target().keepCopy();
  }

  @Override
  Long outcome() {
    return target().syncedEnd();
  }
}
