package dev.satchel.storage.format;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads superblocks. */
public final class SuperblockReader {

  private SuperblockReader() {}

  /** Reads the copy that {@code page} should hold. */
  public static PageOutcome<Superblock> read(UnsafeBuffer page, int copy) {
    return HeaderCheck.read(page, 0, SuperblockFormat.LAYOUT, () -> fields(page, copy));
  }

  private static PageOutcome<Superblock> fields(UnsafeBuffer page, int copy) {
    if (page.getShort(SuperblockFormat.COPY_OFFSET, LITTLE_ENDIAN) != copy) {
      return new PageOutcome.Corrupt<>("the other copy lies here");
    }
    try {
      return check(page, geometry(page));
    } catch (IllegalArgumentException outOfRange) {
      return new PageOutcome.Corrupt<>(String.valueOf(outOfRange.getMessage()));
    }
  }

  private static DiskGeometry geometry(UnsafeBuffer page) {
    return new DiskGeometry(
        page.getLong(SuperblockFormat.SLOT_BYTES_OFFSET, LITTLE_ENDIAN),
        page.getLong(SuperblockFormat.SLOT_COUNT_OFFSET, LITTLE_ENDIAN));
  }

  private static PageOutcome<Superblock> check(UnsafeBuffer page, DiskGeometry geometry) {
    long table = page.getLong(SuperblockFormat.TABLE_OFFSET, LITTLE_ENDIAN);
    long firstSlot = page.getLong(SuperblockFormat.FIRST_SLOT_OFFSET, LITTLE_ENDIAN);
    if (table != DiskGeometry.TABLE_POSITION || firstSlot != geometry.firstSlotPosition()) {
      return new PageOutcome.Corrupt<>("the table at " + table + ", slot 0 at " + firstSlot);
    }
    return new PageOutcome.Found<>(
        new Superblock(
            id(page, SuperblockFormat.DISK_ID_OFFSET),
            id(page, SuperblockFormat.NODE_ID_OFFSET),
            geometry,
            page.getLong(SuperblockFormat.CREATED_OFFSET, LITTLE_ENDIAN)));
  }

  private static UUID id(UnsafeBuffer page, int offset) {
    return new UUID(
        page.getLong(offset, BIG_ENDIAN), page.getLong(offset + Long.BYTES, BIG_ENDIAN));
  }
}
