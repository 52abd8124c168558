package dev.satchel.storage.extent;

import dev.satchel.storage.disk.Disk;
import dev.satchel.storage.format.ExtentTableFormat;
import dev.satchel.storage.format.ExtentTablePage;
import dev.satchel.storage.format.ExtentTableWriter;
import dev.satchel.storage.format.SlotEntry;
import dev.satchel.storage.format.Superblock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Which of a table page's two copies is durable, and whether the other one shall be written. Writer
 * thread.
 *
 * <p>Invariant: the durable copy is not written before a sync has covered the other one.
 */
final class TablePage {

  private final Superblock superblock;
  private final int number;
  private int durableCopy;
  private long sequence;
  private boolean changed;
  private boolean written;

  /** A page whose {@code durableCopy} has this sequence number. */
  TablePage(Superblock superblock, int number, int durableCopy, long sequence) {
    this.superblock = superblock;
    this.number = number;
    this.durableCopy = durableCopy;
    this.sequence = sequence;
  }

  boolean isChanged() {
    return changed;
  }

  void changed() {
    changed = true;
  }

  /** Writes the copy that is not known to be durable. */
  void writeTo(Disk device, ExtentTable table, ByteBuffer scratch) throws IOException {
    int copy = 1 - durableCopy;
    sequence++;
    written = true;
    ExtentTablePage.Place place = new ExtentTablePage.Place(superblock.diskId(), number, copy);
    ExtentTablePage page =
        new ExtentTablePage(place, sequence, table.managerEpoch(), entries(table));
    ExtentTableWriter.write(page, new UnsafeBuffer(scratch));
    device.write(superblock.geometry().tablePosition(number, copy), scratch.clear());
    changed = false;
  }

  private List<SlotEntry> entries(ExtentTable table) {
    List<SlotEntry> entries = new ArrayList<>(ExtentTableFormat.ENTRIES);
    for (int slot = firstSlot(); slot < firstSlot() + ExtentTableFormat.ENTRIES; slot++) {
      entries.add(slot < endSlot() ? table.entry(slot) : SlotEntry.EMPTY);
    }
    return entries;
  }

  int firstSlot() {
    return number * ExtentTableFormat.ENTRIES;
  }

  /** Behind its last slot. */
  int endSlot() {
    long slots = superblock.geometry().slotCount();
    return (int) Math.min(slots, firstSlot() + ExtentTableFormat.ENTRIES);
  }

  /** Answers whether that was news: the copy that was written is the durable one now. */
  boolean synced() {
    boolean news = written;
    if (news) {
      durableCopy = 1 - durableCopy;
      written = false;
    }
    return news;
  }

  void failed() {
    changed |= written;
    written = false;
  }
}
