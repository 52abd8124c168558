package dev.satchel.storage.extent;

import dev.satchel.storage.format.SlotEntry.Mark;

/**
 * Marks the lesser of two extents of one name as being purged, whatever it is: nobody was answered
 * from it since the node started. One that is gone already stays so.
 */
final class TwinChange extends Change<Boolean> {

  private final Extent twin;

  TwinChange(Extent twin, long deadlineNanos) {
    super(deadlineNanos);
    this.twin = twin;
  }

  @Override
  boolean apply() {
    if (!twin.entry().isOf(twin.header())) {
      return false;
    }
    twin.put(twin.entry().with(Mark.PURGING));
    return true;
  }

  @Override
  Boolean outcome() {
    return true;
  }

  /** The entry goes to the disk again with whatever is written next. */
  @Override
  void fence(String reason) {}
}
