package dev.satchel.storage.extent;

import dev.satchel.storage.extent.EraseChange.Step;
import dev.satchel.storage.format.DiskGeometry;
import dev.satchel.storage.format.SlotEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Empties the slot of an extent that is marked as being purged, step by step, so that other changes
 * of the disk come in between. What a crash leaves half done is begun again from the first step.
 */
final class Erasure {

  /** How much is given back at a time; a device that cannot forget is written to instead. */
  private static final long DISCARDED_BYTES = 64 << 20;

  /** The header and the first page of data, by which a slot looks free: they go last. */
  private static final long HEAD_BYTES = 2 * DiskGeometry.PAGE_BYTES;

  private final DiskStore disk;
  private final long slot;

  Erasure(DiskStore disk, long slot) {
    this.disk = disk;
    this.slot = slot;
  }

  /** Answers when the slot is free. */
  CompletableFuture<Boolean> run() {
    SlotEntry purging = disk.table().entry(slot);
    CompletableFuture<Boolean> done = CompletableFuture.completedFuture(true);
    for (Step step : steps()) {
      done = done.thenCompose(before -> disk.submit(new EraseChange(disk, slot, purging, step)));
    }
    return done;
  }

  private List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    steps.add(new Step.Unname());
    long slotBytes = disk.geometry().slotBytes();
    for (long offset = HEAD_BYTES; offset < slotBytes; offset += DISCARDED_BYTES) {
      steps.add(new Step.Discard(offset, Math.min(DISCARDED_BYTES, slotBytes - offset)));
    }
    steps.add(new Step.Discard(0, HEAD_BYTES));
    steps.add(new Step.Free());
    return steps;
  }
}
