package dev.satchel.storage.extent;

import java.io.IOException;

/** A writer takes an extent over: those with a lower epoch append no more. */
final class ClaimChange extends Change<Long> {

  private final Extent extent;
  private final long writerEpoch;

  ClaimChange(Extent extent, long writerEpoch, long deadlineNanos) {
    super(deadlineNanos);
    this.extent = extent;
    this.writerEpoch = writerEpoch;
  }

  @Override
  boolean apply() throws IOException {
    extent.admitWriter(writerEpoch);
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
