package dev.satchel.storage.extent;

import java.io.IOException;

/**
 * Something that changes only what the table says of an extent. It waits for a sync when that is
 * not durable yet, also when an earlier request of the same kind changed it.
 */
abstract sealed class EntryChange<T> extends Change<T>
    permits ClaimChange, CloseChange, KeepCopyChange, PurgeChange, RestoreChange, TrashChange {

  private final Extent extent;

  EntryChange(Extent extent, long deadlineNanos) {
    super(deadlineNanos);
    this.extent = extent;
  }

  /** The extent whose entry changes. */
  final Extent target() {
    return extent;
  }

  /** Checks and puts the entry. */
  abstract void alter() throws IOException;

  @Override
  final boolean apply() throws IOException {
    extent.checkNotPurged();
    alter();
    return extent.hasNews();
  }

  /** The entry goes to the disk again with whatever is written next. */
  @Override
  void fence(String reason) {}
}
