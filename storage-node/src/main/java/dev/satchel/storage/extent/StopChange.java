package dev.satchel.storage.extent;

/** Nothing to do: wakes a writer thread that shall look whether it is to stop. */
final class StopChange extends Change<Boolean> {

  StopChange() {
    super(Long.MAX_VALUE);
  }

  @Override
  boolean apply() {
    return false;
  }

  @Override
  Boolean outcome() {
    return true;
  }

  @Override
  void fence(String reason) {}
}
