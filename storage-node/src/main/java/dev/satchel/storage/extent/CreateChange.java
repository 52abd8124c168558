package dev.satchel.storage.extent;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.disk.DiskFullException;
import dev.satchel.storage.format.ExtentHeader;
import dev.satchel.storage.format.SlotEntry;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A new extent in a free slot, its space taken so that no append fails for want of it. */
final class CreateChange extends Change<Extent> {

  private static final long NONE = -1;

  private final DiskStore disk;
  private final NewExtent wanted;
  private long slot = NONE;
  private @Nullable Extent created;

  CreateChange(DiskStore disk, NewExtent wanted) {
    super(wanted.deadlineNanos());
    this.disk = disk;
    this.wanted = wanted;
  }

  @Override
  boolean apply() throws IOException {
    disk.health().checkTakesData(NodeError.NO_SPACE);
    slot = disk.takeSlot();
    ExtentHeader header =
        new ExtentHeader(
            wanted.id(),
            wanted.bucketId(),
            wanted.generation(),
            disk.geometry().capacityBytes(),
            wanted.epoch(),
            slot);
    try {
      disk.device().allocate(disk.geometry().slotPosition(slot), disk.geometry().slotBytes());
    } catch (DiskFullException full) {
      disk.giveBackSlot(slot);
      slot = NONE;
      throw new NodeException(NodeError.NO_SPACE, disk.path() + " is full", full);
    }
    // A slot whose header may or may not have reached the disk is not given back.
    disk.writeHeader(header);
    disk.table().hear(slot, wanted.epoch());
    disk.table().put(slot, SlotEntry.of(wanted.id(), wanted.generation()));
    created = Extent.created(disk, header);
    return true;
  }

  @Override
  Extent outcome() {
    if (created == null) {
      throw new IllegalStateException("not applied");
    }
    return created;
  }

  /** What may be on the disk of it is emptied at the next start: a retry gets another slot. */
  @Override
  void fence(String reason) {
    if (slot != NONE) {
      SlotEntry entry = SlotEntry.of(wanted.id(), wanted.generation());
      disk.table().put(slot, entry.with(SlotEntry.Mark.PURGING));
    }
  }

  /** What is asked for. */
  record NewExtent(ExtentId id, long bucketId, int generation, long epoch, long deadlineNanos) {}
}
