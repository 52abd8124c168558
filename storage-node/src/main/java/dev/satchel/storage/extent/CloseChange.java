package dev.satchel.storage.extent;

import java.io.IOException;

/** An extent takes no more appends; what is synced stays readable and may be sealed. */
final class CloseChange extends Change<Long> {

  private final Extent extent;
  private final long epoch;

  CloseChange(Extent extent, long epoch, long deadlineNanos) {
    super(deadlineNanos);
    this.extent = extent;
    this.epoch = epoch;
  }

  @Override
  boolean apply() throws IOException {
    extent.hear(epoch);
    extent.freeze();
    return extent.hasNews();
  }

  @Override
  Long outcome() {
    return extent.syncedEnd();
  }

  @Override
  void fence(String reason) {
    extent.fence(reason);
  }
}
