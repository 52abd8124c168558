package dev.satchel.storage.extent;

import dev.satchel.storage.format.SlotEntry.Trashed;
import java.io.IOException;

/**
 * An extent goes into the trash. When the table cannot be made durable the extent is in the trash
 * all the same, as far as this node goes: whoever asked hears that it may have happened.
 */
final class TrashChange extends EntryChange<Long> {

  private final Trashed how;

  TrashChange(Extent extent, Trashed how, long deadlineNanos) {
    super(extent, deadlineNanos);
    this.how = how;
  }

  @Override
  void alter() throws IOException {
    target().hear(how.epoch());
    target().trash(how);
  }

  /** When it was put there, which may be earlier than now. */
  @Override
  Long outcome() {
    return target().entry().trashed().atMillis();
  }
}
