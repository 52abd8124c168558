package dev.satchel.storage.extent;

import dev.satchel.storage.format.SlotEntry;
import dev.satchel.storage.format.SlotEntry.Mark;
import java.io.IOException;

/**
 * One step that empties the slot of an extent that is marked as being purged. It does nothing when
 * the slot's entry says otherwise: another request went all the way before.
 */
final class EraseChange extends Change<Boolean> {

  private final DiskStore disk;
  private final long slot;
  private final SlotEntry purging;
  private final Step step;
  private boolean freed;

  EraseChange(DiskStore disk, long slot, SlotEntry purging, Step step) {
    super(System.nanoTime() + Long.MAX_VALUE / 2);
    this.disk = disk;
    this.slot = slot;
    this.purging = purging;
    this.step = step;
  }

  /** The steps, each durable before the next one begins. */
  sealed interface Step {
    /** Header and footer become zeros: nothing names the extent any more. */
    record Unname() implements Step {}

    /** A part of the slot is given back. */
    record Discard(long offset, long lengthBytes) implements Step {}

    /** The table's entry is cleared. */
    record Free() implements Step {}
  }

  @Override
  boolean apply() throws IOException {
    SlotEntry now = disk.table().entry(slot);
    if (!now.is(Mark.PURGING) || !now.id().equals(purging.id())) {
      return false;
    }
    switch (step) {
      case Step.Unname unname -> disk.eraseNames(slot);
      case Step.Discard(long offset, long lengthBytes) ->
          disk.device().erase(disk.geometry().slotPosition(slot) + offset, lengthBytes);
      case Step.Free free -> {
        disk.table().put(slot, SlotEntry.EMPTY);
        freed = true;
      }
    }
    return true;
  }

  @Override
  Boolean outcome() {
    if (freed) {
      disk.giveBackSlot(slot);
    }
    return true;
  }

  @Override
  void fence(String reason) {}
}
