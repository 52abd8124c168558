package dev.satchel.storage.extent;

import java.util.BitSet;
import java.util.OptionalLong;

/** Which slots of a disk are taken. Thread-safe. */
final class SlotMap {

  private final BitSet used = new BitSet();
  private final int count;
  private int free;

  SlotMap(int count) {
    this.count = count;
    this.free = count;
  }

  int count() {
    return count;
  }

  synchronized int free() {
    return free;
  }

  synchronized void use(int slot) {
    if (used.get(slot)) {
      throw new IllegalStateException("slot " + slot + " is taken already");
    }
    used.set(slot);
    free--;
  }

  /** Takes the lowest free slot, so that a thin disk grows only when it must. */
  synchronized OptionalLong take() {
    int slot = used.nextClearBit(0);
    if (slot >= count) {
      return OptionalLong.empty();
    }
    use(slot);
    return OptionalLong.of(slot);
  }

  synchronized void giveBack(int slot) {
    if (!used.get(slot)) {
      throw new IllegalStateException("slot " + slot + " is free already");
    }
    used.clear(slot);
    free++;
  }
}
