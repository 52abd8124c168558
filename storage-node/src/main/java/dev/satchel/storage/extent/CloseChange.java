package dev.satchel.storage.extent;

/** An extent takes no more appends; what is synced stays readable and may be sealed. */
final class CloseChange extends Change<Long> {

  private final Extent extent;

  CloseChange(Extent extent, long deadlineNanos) {
    super(deadlineNanos);
    this.extent = extent;
  }

  @Override
  boolean apply() {
    extent.freeze();
    return false;
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
