package dev.satchel.storage.extent;

import dev.satchel.storage.format.SlotEntry.Trashed;
import java.io.IOException;

/**
 * An extent goes into the trash. When the table cannot be made durable the extent is in the trash
 * all the same, as far as this node goes: whoever asked hears that it may have happened.
 */
final class TrashChange extends Change<Long> {

  private final Extent extent;
  private final Trashed how;

  TrashChange(Extent extent, Trashed how, long deadlineNanos) {
    super(deadlineNanos);
    this.extent = extent;
    this.how = how;
  }

  @Override
  boolean apply() throws IOException {
    extent.hear(how.epoch());
    extent.trash(how);
    return extent.hasNews();
  }

  /** When it was put there, which may be earlier than now. */
  @Override
  Long outcome() {
    return extent.entry().trashed().atMillis();
  }

  @Override
  void fence(String reason) {}
}
