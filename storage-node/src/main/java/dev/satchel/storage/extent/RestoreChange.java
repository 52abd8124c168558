package dev.satchel.storage.extent;

import java.io.IOException;

/** An extent comes back out of the trash; one that is not there stays as it is. */
final class RestoreChange extends EntryChange<Extent> {

  private final long epoch;

  RestoreChange(Extent extent, long epoch, long deadlineNanos) {
    super(extent, deadlineNanos);
    this.epoch = epoch;
  }

  @Override
  void alter() throws IOException {
    target().hear(epoch);
    target().restore();
  }

  @Override
  Extent outcome() {
    return target();
  }
}
