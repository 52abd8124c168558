package dev.satchel.storage.extent;

import dev.satchel.storage.disk.Disk;
import dev.satchel.storage.disk.PageMemory;
import dev.satchel.storage.format.DiskGeometry;
import dev.satchel.storage.format.ExtentHeaderReader;
import dev.satchel.storage.format.FooterReader;
import dev.satchel.storage.format.SlotEntry.Mark;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads the pages of a disk's slots that name extents. For one thread. */
final class SlotReader {

  private static final ByteBuffer ZEROS =
      ByteBuffer.allocate(DiskGeometry.PAGE_BYTES).asReadOnlyBuffer();

  private final Disk device;
  private final DiskGeometry geometry;
  private final ExtentTable table;
  private final ByteBuffer head = PageMemory.allocate(2 * DiskGeometry.PAGE_BYTES);
  private final ByteBuffer foot;
  private final UnsafeBuffer headView = new UnsafeBuffer(head);
  private final UnsafeBuffer footView;

  SlotReader(Disk device, DiskGeometry geometry, ExtentTable table) {
    this.device = device;
    this.geometry = geometry;
    this.table = table;
    this.foot = PageMemory.allocate(geometry.footerBytes());
    this.footView = new UnsafeBuffer(foot);
  }

  SlotPages read(long slot) {
    try {
      return attempt(slot);
    } catch (IOException failure) {
      return new SlotPages.Failed(failure);
    }
  }

  private SlotPages attempt(long slot) throws IOException {
    if (table.entry(slot).is(Mark.PURGING)) {
      return new SlotPages.Purging();
    }
    long position = geometry.slotPosition(slot);
    long slotEnd = position + geometry.slotBytes();
    long sizeBytes = device.sizeBytes();
    boolean untouched = device.nextData(position) >= Math.min(sizeBytes, slotEnd);
    if (untouched && !table.hadBytes(slot)) {
      return new SlotPages.Untouched();
    }
    if (sizeBytes < slotEnd) {
      return holdsMore(slot, sizeBytes) ? new SlotPages.CutOff() : new SlotPages.Untouched();
    }
    device.read(position, head.clear());
    device.read(geometry.footerPosition(slot), foot.clear());
    return new SlotPages.Read(
        ExtentHeaderReader.read(headView, geometry, slot),
        FooterReader.read(footView, geometry),
        firstDataPageIsZero());
  }

  /** Or else the disk was growing there when its node died, or when space ended. */
  private boolean holdsMore(long slot, long sizeBytes) throws IOException {
    long position = geometry.slotPosition(slot);
    if (table.hadBytes(slot)) {
      return true;
    }
    if (sizeBytes < position + DiskGeometry.PAGE_BYTES) {
      return false;
    }
    device.read(position, head.clear().limit(DiskGeometry.PAGE_BYTES));
    return !head.flip().equals(ZEROS.duplicate());
  }

  private boolean firstDataPageIsZero() {
    return head.slice(DiskGeometry.PAGE_BYTES, DiskGeometry.PAGE_BYTES).equals(ZEROS.duplicate());
  }
}
