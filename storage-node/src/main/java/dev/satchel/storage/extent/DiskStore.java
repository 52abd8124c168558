package dev.satchel.storage.extent;

import dev.satchel.storage.DiskInfo;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.disk.Disk;
import dev.satchel.storage.disk.PageMemory;
import dev.satchel.storage.format.DiskGeometry;
import dev.satchel.storage.format.ExtentHeader;
import dev.satchel.storage.format.ExtentHeaderWriter;
import dev.satchel.storage.format.Footer;
import dev.satchel.storage.format.FooterWriter;
import dev.satchel.storage.format.Superblock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One disk of a node: its device, its slots and its writer thread. */
final class DiskStore implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DiskStore.class);

  private final Disk device;
  private final Superblock superblock;
  private final StoreMetrics metrics;
  private final SlotMap slots;
  private final ExtentTable table;
  private final QuarantineMarks marks;
  private final DiskHealth health;
  private final DiskWriter writer;
  private final DoubtedPages doubted = new DoubtedPages();
  private final List<Extent> found = new ArrayList<>();
  private final List<Integer> lostSlots = new ArrayList<>();

  private DiskStore(Disk device, Superblock superblock, StorePolicy policy, StoreMetrics metrics)
      throws IOException {
    this.device = device;
    this.superblock = superblock;
    this.metrics = metrics;
    this.slots = new SlotMap(Math.toIntExact(superblock.geometry().slotCount()));
    this.table = new TableLoad(device, superblock, metrics).load();
    this.marks = QuarantineMarks.load(device, superblock);
    this.health = new DiskHealth(device.path(), policy.nanoClock());
    this.health.keep(marks.current());
    this.writer = new DiskWriter(this, policy);
  }

  /**
   * What the disks of a store have in common.
   *
   * @param readers threads that help with reading
   */
  record Shared(StorePolicy policy, StoreMetrics metrics, Executor readers) {}

  /**
   * Finds what the disk holds that {@code formatter} has opened, and goes on with it. Leaves the
   * device open when it throws.
   */
  static DiskStore open(Disk device, Superblock superblock, DiskFormatter formatter, Shared shared)
      throws IOException {
    DiskStore disk = new DiskStore(device, superblock, shared.policy(), shared.metrics());
    List<Integer> purges = disk.scanSlots(shared.readers());
    disk.mendSuperblock(formatter);
    disk.keepEnds();
    disk.mendMarks();
    disk.writer.start();
    disk.endPurges(purges);
    return disk;
  }

  /** Finds the extents; answers the slots of those that were being purged. */
  private List<Integer> scanSlots(Executor readers) throws IOException {
    List<Integer> purges = new ArrayList<>();
    List<SlotPages> pages = new SlotReads(device, geometry(), table).readAll(readers);
    long cutOff = pages.stream().filter(SlotPages.CutOff.class::isInstance).count();
    if (cutOff > 0) {
      health.lost("it ends at %d, before %d of its extents".formatted(device.sizeBytes(), cutOff));
    }
    SlotScan scan = new SlotScan(this);
    for (int slot = 0; slot < slots.count(); slot++) {
      switch (scan.look(slot, pages.get(slot))) {
        case SlotScan.Slot.Free free -> {}
        case SlotScan.Slot.Lost lost -> {
          slots.use(slot);
          lostSlots.add(slot);
        }
        case SlotScan.Slot.Purging purging -> {
          slots.use(slot);
          purges.add(slot);
        }
        case SlotScan.Slot.Used(Extent extent) -> {
          slots.use(slot);
          found.add(extent);
        }
      }
    }
    LOG.info("disk {} holds {} extents, {} slots are free", path(), found.size(), slots.free());
    return purges;
  }

  /**
   * Makes the ends that were found durable checkpoints, before anything is written behind them: the
   * next start looks only so far. What a killed process had written but not synced was counted as
   * there, so that this is synced first. Where the disk does not take that, nothing may be written.
   */
  private void keepEnds() {
    try {
      device.sync();
      found.forEach(Extent::keepEnd);
      if (table.isBehind()) {
        table.flush();
        device.sync();
        table.flushed();
      }
    } catch (IOException failure) {
      table.flushFailed();
      health.changeFailed("a write", failure);
      found.forEach(extent -> extent.fence("its end could not be kept: " + failure));
    }
  }

  /** Goes on with what a crash interrupted; a slot whose purge fails stays in use. */
  private void endPurges(List<Integer> purges) {
    for (int slot : purges) {
      new Erasure(this, slot)
          .run()
          .whenComplete((done, failure) ->
              LOG.info(
                  "purge of slot {} of {} went on: {}",
                  slot,
                  path(),
                  failure == null ? "free" : failure.toString()));
    }
  }

  /** The other copy is whole: a disk that does not take this one serves what it has. */
  private void mendSuperblock(DiskFormatter formatter) {
    try {
      formatter.mend();
    } catch (IOException failure) {
      health.changeFailed("a write", failure);
    }
  }

  /** One copy of the mark was lost, or a crash came between the two. */
  private void mendMarks() {
    if (!marks.isLopsided()) {
      return;
    }
    try {
      marks.write();
      device.sync();
      marks.synced();
    } catch (IOException failure) {
      marks.failed();
      health.changeFailed("a write", failure);
    }
  }

  /** The highest epoch of a manager that this disk knows of, also without its table. */
  long highestEpoch() {
    long created =
        found.stream().mapToLong(extent -> extent.header().createdEpoch()).max().orElse(0);
    return Math.max(Math.max(table.managerEpoch(), marks.current().epoch()), created);
  }

  /** The extents that were there when the disk was opened. */
  List<Extent> found() {
    return List.copyOf(found);
  }

  /** The slots in which something was then that no rule explains. */
  List<Integer> lostSlots() {
    return List.copyOf(lostSlots);
  }

  Disk device() {
    return device;
  }

  DiskWriter writer() {
    return writer;
  }

  ExtentTable table() {
    return table;
  }

  /** Writer thread. */
  QuarantineMarks marks() {
    return marks;
  }

  /** Keeps the disk apart, or does so no more; answers when both copies of its mark are durable. */
  CompletableFuture<DiskInfo> keep(QuarantineChange.Said said, long deadlineNanos) {
    return submit(new QuarantineChange(this, said, deadlineNanos))
        .thenCompose(one -> submit(new QuarantineChange(this, null, deadlineNanos)))
        .thenApply(both -> info());
  }

  <T> CompletableFuture<T> submit(Change<T> change) {
    writer.submit(change);
    return change.answer();
  }

  DiskGeometry geometry() {
    return superblock.geometry();
  }

  StoreMetrics metrics() {
    return metrics;
  }

  UUID uuid() {
    return superblock.diskId();
  }

  String id() {
    return uuid().toString();
  }

  String path() {
    return device.path();
  }

  int freeSlots() {
    return slots.free();
  }

  DiskInfo info() {
    int free = slots.free();
    long slotBytes = geometry().slotBytes();
    DiskHistory.Verdict verdict = health.judge();
    return new DiskInfo(
        id(),
        path(),
        device.mode(),
        slots.count() * slotBytes,
        (slots.count() - free) * slotBytes,
        free,
        verdict.state(),
        verdict.reason());
  }

  /** What those who use the disk tell of it. */
  DiskHealth health() {
    return health;
  }

  DoubtedPages doubted() {
    return doubted;
  }

  /** Writer thread. */
  long takeSlot() throws NodeException {
    return slots
        .take()
        .orElseThrow(() -> new NodeException(NodeError.NO_SPACE, path() + " has no free slot"));
  }

  /** Writer thread; only for a slot that reads as zeros. */
  void giveBackSlot(long slot) {
    slots.giveBack(Math.toIntExact(slot));
  }

  /** Writer thread. */
  void writeHeader(ExtentHeader header) throws IOException {
    ByteBuffer page = PageMemory.allocate(DiskGeometry.PAGE_BYTES);
    ExtentHeaderWriter.write(header, new UnsafeBuffer(page));
    device.write(geometry().slotPosition(header.slot()), page);
  }

  /** Writer thread. */
  void writeFooter(long slot, Footer footer) throws IOException {
    ByteBuffer area = PageMemory.allocate(geometry().footerBytes());
    FooterWriter.write(footer, new UnsafeBuffer(area));
    device.write(geometry().footerPosition(slot), area);
  }

  /** Writer thread. Zeros where header and footer were: nothing names the extent any more. */
  void eraseNames(long slot) throws IOException {
    device.erase(geometry().slotPosition(slot), DiskGeometry.PAGE_BYTES);
    device.erase(geometry().footerPosition(slot), geometry().footerBytes());
  }

  @Override
  public void close() throws IOException {
    writer.close();
    device.close();
  }
}
