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
import org.agrona.concurrent.UnsafeBuffer;

/** One disk of a node: its device, its slots and its writer thread. */
final class DiskStore implements AutoCloseable {

  private final Disk device;
  private final Superblock superblock;
  private final StoreMetrics metrics;
  private final SlotMap slots;
  private final ExtentTable table;
  private final QuarantineMarks marks;
  private final DiskHealth health;
  private final DiskReads reads;
  private final DiskWriter writer;
  private final DoubtedPages doubted = new DoubtedPages();
  private final List<Integer> lostSlots = new ArrayList<>();

  /** Takes nothing before {@link DiskRecovery} has found what the disk holds. */
  DiskStore(
      Disk device, Superblock superblock, StorePolicy policy, StoreMetrics metrics, DiskReads reads)
      throws IOException {
    this.device = device;
    this.superblock = superblock;
    this.metrics = metrics;
    this.slots = new SlotMap(Math.toIntExact(superblock.geometry().slotCount()));
    this.table = new TableLoad(device, superblock, metrics).load();
    this.marks = QuarantineMarks.load(device, superblock);
    this.health = new DiskHealth(device.path(), policy.nanoClock());
    this.health.keep(marks.current());
    this.reads = reads;
    this.writer = new DiskWriter(this, policy);
  }

  /** Recovery. In this slot is something that no rule explains. */
  void lose(int slot) {
    slots.use(slot);
    lostSlots.add(slot);
  }

  /** The slots in which something was that no rule explains when the disk was opened. */
  List<Integer> lostSlots() {
    return List.copyOf(lostSlots);
  }

  SlotMap slots() {
    return slots;
  }

  Disk device() {
    return device;
  }

  DiskReads reads() {
    return reads;
  }

  DiskWriter writer() {
    return writer;
  }

  /** Refuses what waited beyond its deadline: the disk may hang. Any thread. */
  void refuseLate() {
    long now = System.nanoTime();
    reads.refuseLate(now);
    writer.refuseLate(now);
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
