package dev.satchel.storage.extent;

import java.io.IOException;

/** A writer takes an extent over: those with a lower epoch append no more. */
final class ClaimChange extends EntryChange<Long> {

  private final long writerEpoch;

  ClaimChange(Extent extent, long writerEpoch, long deadlineNanos) {
    super(extent, deadlineNanos);
    this.writerEpoch = writerEpoch;
  }

  @Override
  void alter() throws IOException {
    target().admitWriter(writerEpoch);
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
