package dev.satchel.storage.extent;

import java.io.IOException;

/** An extent comes back out of the trash; one that is not there stays as it is. */
final class RestoreChange extends Change<Extent> {

  private final Extent extent;
  private final long epoch;

  RestoreChange(Extent extent, long epoch, long deadlineNanos) {
    super(deadlineNanos);
    this.extent = extent;
    this.epoch = epoch;
  }

  @Override
  boolean apply() throws IOException {
    extent.hear(epoch);
    extent.restore();
    return extent.hasNews();
  }

  @Override
  Extent outcome() {
    return extent;
  }

  @Override
  void fence(String reason) {}
}
