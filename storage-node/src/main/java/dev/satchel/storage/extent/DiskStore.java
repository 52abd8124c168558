package dev.satchel.storage.extent;

import dev.satchel.storage.DiskInfo;
import dev.satchel.storage.DiskState;
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
  private final DiskWriter writer;
  private final List<Extent> found = new ArrayList<>();
  private volatile DiskState state = DiskState.OK;

  private DiskStore(Disk device, Superblock superblock, StoreMetrics metrics) {
    this.device = device;
    this.superblock = superblock;
    this.metrics = metrics;
    this.slots = new SlotMap(Math.toIntExact(superblock.geometry().slotCount()));
    this.writer = new DiskWriter(this);
  }

  /**
   * Opens a disk, formats it when it is blank, and finds its extents. Owns {@code device} from here
   * on, also when it throws.
   */
  static DiskStore open(Disk device, DiskSetup setup, StoreMetrics metrics) throws IOException {
    try {
      DiskStore disk = new DiskStore(device, new DiskFormatter(device).open(setup), metrics);
      disk.scanSlots();
      // What a killed process had written but not synced was just counted as there.
      device.sync();
      disk.writer.start();
      return disk;
    } catch (IOException | RuntimeException failure) {
      device.close();
      throw failure;
    }
  }

  private void scanSlots() throws IOException {
    SlotScan scan = new SlotScan(this);
    for (int slot = 0; slot < slots.count(); slot++) {
      switch (scan.look(slot)) {
        case SlotScan.Slot.Free free -> {}
        case SlotScan.Slot.Lost lost -> slots.use(slot);
        case SlotScan.Slot.Used(Extent extent) -> {
          slots.use(slot);
          found.add(extent);
        }
      }
    }
    LOG.info("disk {} holds {} extents, {} slots are free", path(), found.size(), slots.free());
  }

  /** The extents that were there when the disk was opened. */
  List<Extent> found() {
    return List.copyOf(found);
  }

  Disk device() {
    return device;
  }

  DiskWriter writer() {
    return writer;
  }

  DiskGeometry geometry() {
    return superblock.geometry();
  }

  StoreMetrics metrics() {
    return metrics;
  }

  String id() {
    return superblock.diskId().toString();
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
    return new DiskInfo(
        id(), path(), slots.count() * slotBytes, (slots.count() - free) * slotBytes, free, state);
  }

  /** Some operation failed; what it concerned is refused or fenced by whoever asked. */
  void suspect(String what, IOException failure) {
    LOG.error("{} on disk {} failed: {}", what, path(), failure.toString());
    state = DiskState.SUSPECT;
  }

  /** Writer thread. */
  long takeSlot() throws NodeException {
    return slots
        .take()
        .orElseThrow(() -> new NodeException(NodeError.NO_SPACE, path() + " has no free slot"));
  }

  /** Writer thread; only for a slot that nothing was written to. */
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

  @Override
  public void close() throws IOException {
    writer.close();
    device.close();
  }
}
