package dev.satchel.storage.extent;

import dev.satchel.storage.disk.Disk;
import dev.satchel.storage.format.Superblock;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What comes between the opening of a disk and its first use: finds what it holds, makes that
 * durable before anything is written behind it, and goes on with what a crash interrupted.
 */
final class DiskRecovery {

  private static final Logger LOG = LoggerFactory.getLogger(DiskRecovery.class);

  private final DiskStore disk;
  private final List<Extent> extents = new ArrayList<>();
  private final List<Integer> purges = new ArrayList<>();

  private DiskRecovery(DiskStore disk) {
    this.disk = disk;
  }

  /**
   * What the disks of a store have in common.
   *
   * @param readers makes the threads that may block in one disk, and that nobody interrupts
   */
  record Shared(
      StorePolicy policy,
      StoreMetrics metrics,
      Supplier<Executor> readers,
      ByteBufAllocator allocator) {}

  /** Recovers a disk that {@code formatter} has opened. Leaves the device open when it throws. */
  static OpenedDisk open(Disk device, Superblock superblock, DiskFormatter formatter, Shared shared)
      throws IOException {
    Executor readers = shared.readers().get();
    DiskReads reads = new DiskReads(readers, shared.allocator(), shared.metrics());
    DiskStore disk = new DiskStore(device, superblock, shared.policy(), shared.metrics(), reads);
    device.lost().ifPresent(disk.health()::lost);
    DiskRecovery recovery = new DiskRecovery(disk);
    recovery.scanSlots(readers);
    recovery.mendSuperblock(formatter);
    recovery.keepEnds();
    recovery.mendMarks();
    disk.writer().start();
    recovery.endPurges();
    return new OpenedDisk(disk, List.copyOf(recovery.extents));
  }

  private void scanSlots(Executor readers) throws IOException {
    List<SlotPages> pages =
        new SlotReads(disk.device(), disk.geometry(), disk.table()).readAll(readers);
    long cutOff = pages.stream().filter(SlotPages.CutOff.class::isInstance).count();
    if (cutOff > 0) {
      disk.health()
          .lost(
              "it ends at %d, before %d of its extents"
                  .formatted(disk.device().sizeBytes(), cutOff));
    }
    SlotScan scan = new SlotScan(disk);
    for (int slot = 0; slot < pages.size(); slot++) {
      note(slot, scan.look(slot, pages.get(slot)));
    }
    LOG.info(
        "disk {} holds {} extents, {} slots are free",
        disk.path(),
        extents.size(),
        disk.freeSlots());
  }

  private void note(int slot, SlotScan.Slot content) {
    switch (content) {
      case SlotScan.Slot.Free free -> {}
      case SlotScan.Slot.Lost lost -> disk.lose(slot);
      case SlotScan.Slot.Purging purging -> {
        disk.slots().use(slot);
        purges.add(slot);
      }
      case SlotScan.Slot.Used(Extent extent) -> {
        disk.slots().use(slot);
        extents.add(extent);
      }
    }
  }

  /** The other copy is whole: a disk that does not take this one serves what it has. */
  private void mendSuperblock(DiskFormatter formatter) {
    try {
      formatter.mend();
    } catch (IOException failure) {
      disk.health().changeFailed("a write", failure);
    }
  }

  /**
   * Makes the ends that were found durable checkpoints, before anything is written behind them: the
   * next start looks only so far. What a killed process had written but not synced was counted as
   * there, so that this is synced first. Where the disk does not take that, nothing may be written.
   */
  private void keepEnds() {
    ExtentTable table = disk.table();
    try {
      disk.device().sync();
      extents.forEach(Extent::keepEnd);
      if (table.isBehind()) {
        table.flush();
        disk.device().sync();
        table.flushed();
      }
    } catch (IOException failure) {
      table.flushFailed();
      disk.health().changeFailed("a write", failure);
      extents.forEach(extent -> extent.fence("its end could not be kept: " + failure));
    }
  }

  /** One copy of the mark was lost, or a crash came between the two. */
  private void mendMarks() {
    QuarantineMarks marks = disk.marks();
    if (!marks.isLopsided()) {
      return;
    }
    try {
      marks.write();
      disk.device().sync();
      marks.synced();
    } catch (IOException failure) {
      marks.failed();
      disk.health().changeFailed("a write", failure);
    }
  }

  /** Goes on with what a crash interrupted; a slot whose purge fails stays in use. */
  private void endPurges() {
    for (int slot : purges) {
      new Erasure(disk, slot)
          .run()
          .whenComplete((done, failure) ->
              LOG.info(
                  "purge of slot {} of {} went on: {}",
                  slot,
                  disk.path(),
                  failure == null ? "free" : failure.toString()));
    }
  }
}
