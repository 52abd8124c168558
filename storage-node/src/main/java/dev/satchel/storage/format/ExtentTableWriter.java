package dev.satchel.storage.format;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.satchel.storage.ScrubMark;
import dev.satchel.storage.format.ExtentTablePage.Place;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes pages of the extent table. */
public final class ExtentTableWriter {

  private ExtentTableWriter() {}

  /** Fills {@code target}, which is one whole page. */
  public static void write(ExtentTablePage page, UnsafeBuffer target) {
    target.setMemory(0, DiskGeometry.PAGE_BYTES, (byte) 0);
    List<SlotEntry> entries = page.entries();
    for (int i = 0; i < entries.size(); i++) {
      write(
          entries.get(i),
          ExtentTableFormat.HEADER_BYTES + i * ExtentTableFormat.ENTRY_BYTES,
          target);
    }
    int entriesCrc =
        Crc32c.of(target, ExtentTableFormat.HEADER_BYTES, ExtentTableFormat.ALL_ENTRIES_BYTES);
    Place place = page.place();
    HeaderCheck.begin(target, 0, ExtentTableFormat.LAYOUT);
    target.putShort(ExtentTableFormat.COPY_OFFSET, (short) place.copy(), LITTLE_ENDIAN);
    target.putLong(ExtentTableFormat.NUMBER_OFFSET, place.number(), LITTLE_ENDIAN);
    target.putLong(ExtentTableFormat.SEQUENCE_OFFSET, page.sequence(), LITTLE_ENDIAN);
    int id = ExtentTableFormat.DISK_ID_OFFSET;
    target.putLong(id, place.diskId().getMostSignificantBits(), BIG_ENDIAN);
    target.putLong(id + Long.BYTES, place.diskId().getLeastSignificantBits(), BIG_ENDIAN);
    target.putLong(ExtentTableFormat.MANAGER_EPOCH_OFFSET, page.managerEpoch(), LITTLE_ENDIAN);
    target.putInt(ExtentTableFormat.ENTRIES_CRC_OFFSET, entriesCrc, LITTLE_ENDIAN);
    HeaderCheck.end(target, 0, ExtentTableFormat.LAYOUT);
  }

  private static void write(SlotEntry entry, int at, UnsafeBuffer target) {
    target.putLong(at + ExtentTableFormat.EXTENT_ID_OFFSET, entry.id().value(), LITTLE_ENDIAN);
    target.putInt(at + ExtentTableFormat.GENERATION_OFFSET, entry.generation(), LITTLE_ENDIAN);
    target.putInt(at + ExtentTableFormat.MARKS_OFFSET, entry.marks(), LITTLE_ENDIAN);
    target.putLong(at + ExtentTableFormat.CHECKPOINT_OFFSET, entry.checkpoint(), LITTLE_ENDIAN);
    target.putLong(at + ExtentTableFormat.WRITER_EPOCH_OFFSET, entry.writerEpoch(), LITTLE_ENDIAN);
    SlotEntry.Trashed trashed = entry.trashed();
    target.putLong(at + ExtentTableFormat.TRASHED_OFFSET, trashed.atMillis(), LITTLE_ENDIAN);
    target.putLong(at + ExtentTableFormat.TRASHED_EPOCH_OFFSET, trashed.epoch(), LITTLE_ENDIAN);
    ScrubMark scrub = entry.scrub();
    target.putLong(at + ExtentTableFormat.VERIFIED_OFFSET, scrub.verifiedMillis(), LITTLE_ENDIAN);
    target.putLong(
        at + ExtentTableFormat.WALK_BEGAN_OFFSET, scrub.walkBeganMillis(), LITTLE_ENDIAN);
    target.putLong(at + ExtentTableFormat.CURSOR_OFFSET, scrub.cursor(), LITTLE_ENDIAN);
    target.putInt(at + ExtentTableFormat.DAMAGED_PAGES_OFFSET, scrub.damagedPages(), LITTLE_ENDIAN);
  }
}
