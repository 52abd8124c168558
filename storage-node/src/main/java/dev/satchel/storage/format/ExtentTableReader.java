package dev.satchel.storage.format;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ScrubMark;
import dev.satchel.storage.format.ExtentTablePage.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads pages of the extent table. */
public final class ExtentTableReader {

  private ExtentTableReader() {}

  /** Reads {@code source}, the page that should lie at {@code place}. */
  public static PageOutcome<ExtentTablePage> read(
      UnsafeBuffer source, DiskGeometry geometry, Place place) {
    return HeaderCheck.read(
        source, 0, ExtentTableFormat.LAYOUT, () -> check(source, geometry, place));
  }

  private static PageOutcome<ExtentTablePage> check(
      UnsafeBuffer source, DiskGeometry geometry, Place place) {
    long number = source.getLong(ExtentTableFormat.NUMBER_OFFSET, LITTLE_ENDIAN);
    int copy = source.getShort(ExtentTableFormat.COPY_OFFSET, LITTLE_ENDIAN);
    UUID diskId = diskId(source);
    if (number != place.number() || copy != place.copy() || !diskId.equals(place.diskId())) {
      return new PageOutcome.Corrupt<>(
          "copy " + copy + " of page " + number + " of disk " + diskId + " lies here");
    }
    int entriesCrc =
        Crc32c.of(source, ExtentTableFormat.HEADER_BYTES, ExtentTableFormat.ALL_ENTRIES_BYTES);
    if (entriesCrc != source.getInt(ExtentTableFormat.ENTRIES_CRC_OFFSET, LITTLE_ENDIAN)) {
      return new PageOutcome.Corrupt<>("the entries do not match their checksum");
    }
    try {
      return new PageOutcome.Found<>(
          new ExtentTablePage(
              place,
              source.getLong(ExtentTableFormat.SEQUENCE_OFFSET, LITTLE_ENDIAN),
              source.getLong(ExtentTableFormat.MANAGER_EPOCH_OFFSET, LITTLE_ENDIAN),
              entries(source, geometry)));
    } catch (IllegalArgumentException outOfRange) {
      return new PageOutcome.Corrupt<>(String.valueOf(outOfRange.getMessage()));
    }
  }

  private static UUID diskId(UnsafeBuffer source) {
    int id = ExtentTableFormat.DISK_ID_OFFSET;
    return new UUID(source.getLong(id, BIG_ENDIAN), source.getLong(id + Long.BYTES, BIG_ENDIAN));
  }

  private static List<SlotEntry> entries(UnsafeBuffer source, DiskGeometry geometry) {
    List<SlotEntry> entries = new ArrayList<>(ExtentTableFormat.ENTRIES);
    for (int i = 0; i < ExtentTableFormat.ENTRIES; i++) {
      int at = ExtentTableFormat.HEADER_BYTES + i * ExtentTableFormat.ENTRY_BYTES;
      entries.add(checked(entry(source, at), geometry));
    }
    return entries;
  }

  private static SlotEntry entry(UnsafeBuffer source, int at) {
    return new SlotEntry(
        new ExtentId(source.getLong(at + ExtentTableFormat.EXTENT_ID_OFFSET, LITTLE_ENDIAN)),
        source.getInt(at + ExtentTableFormat.GENERATION_OFFSET, LITTLE_ENDIAN),
        source.getInt(at + ExtentTableFormat.MARKS_OFFSET, LITTLE_ENDIAN),
        source.getLong(at + ExtentTableFormat.CHECKPOINT_OFFSET, LITTLE_ENDIAN),
        source.getLong(at + ExtentTableFormat.WRITER_EPOCH_OFFSET, LITTLE_ENDIAN),
        new SlotEntry.Trashed(
            source.getLong(at + ExtentTableFormat.TRASHED_OFFSET, LITTLE_ENDIAN),
            source.getLong(at + ExtentTableFormat.TRASHED_EPOCH_OFFSET, LITTLE_ENDIAN)),
        new ScrubMark(
            source.getLong(at + ExtentTableFormat.VERIFIED_OFFSET, LITTLE_ENDIAN),
            source.getLong(at + ExtentTableFormat.WALK_BEGAN_OFFSET, LITTLE_ENDIAN),
            source.getLong(at + ExtentTableFormat.CURSOR_OFFSET, LITTLE_ENDIAN),
            source.getInt(at + ExtentTableFormat.DAMAGED_PAGES_OFFSET, LITTLE_ENDIAN)));
  }

  private static SlotEntry checked(SlotEntry entry, DiskGeometry geometry) {
    if (!entry.is(SlotEntry.Mark.USED)) {
      if (!entry.equals(SlotEntry.EMPTY)) {
        throw new IllegalArgumentException("an entry without an extent: " + entry);
      }
      return SlotEntry.EMPTY;
    }
    long checkpoint = entry.checkpoint();
    boolean possible =
        (entry.marks() & ~SlotEntry.Mark.ALL) == 0
            && checkpoint >= 0
            && checkpoint <= geometry.capacityBytes()
            && checkpoint % BatchFormat.ALIGNMENT_BYTES == 0
            && entry.scrub().cursor() <= geometry.capacityBytes();
    if (!possible) {
      throw new IllegalArgumentException("an impossible entry: " + entry);
    }
    return entry;
  }
}
