package dev.satchel.storage.extent;

import java.io.IOException;

/** An extent takes no more appends; what is synced stays readable and may be sealed. */
final class CloseChange extends EntryChange<Long> {

  private final long epoch;

  CloseChange(Extent extent, long epoch, long deadlineNanos) {
    super(extent, deadlineNanos);
    this.epoch = epoch;
  }

  @Override
  void alter() throws IOException {
    target().hear(epoch);
    target().freeze();
  }

  @Override
  Long outcome() {
    return target().syncedEnd();
  }

  @Override
  void fence(String reason) {
    target().fence(reason);
  }
}
