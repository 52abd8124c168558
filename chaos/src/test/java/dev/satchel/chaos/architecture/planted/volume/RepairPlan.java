package dev.satchel.chaos.architecture.planted.volume;

/** Looks at the clock. */
record RepairPlan(long bytes) {
  boolean due() {
    return System.nanoTime() > bytes;
  }
}
