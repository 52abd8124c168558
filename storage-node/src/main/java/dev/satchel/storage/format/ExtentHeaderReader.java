package dev.satchel.storage.format;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.satchel.storage.ExtentId;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads the header page of an extent. */
public final class ExtentHeaderReader {

  private ExtentHeaderReader() {}

  /** Reads {@code page}, the first of the given slot. */
  public static PageOutcome<ExtentHeader> read(
      UnsafeBuffer page, DiskGeometry geometry, long slot) {
    return HeaderCheck.read(
        page, 0, ExtentHeaderFormat.LAYOUT, () -> check(fields(page), geometry, slot));
  }

  private static ExtentHeader fields(UnsafeBuffer page) {
    return new ExtentHeader(
        new ExtentId(page.getLong(ExtentHeaderFormat.EXTENT_ID_OFFSET, LITTLE_ENDIAN)),
        page.getLong(ExtentHeaderFormat.BUCKET_ID_OFFSET, LITTLE_ENDIAN),
        page.getInt(ExtentHeaderFormat.GENERATION_OFFSET, LITTLE_ENDIAN),
        page.getLong(ExtentHeaderFormat.CAPACITY_OFFSET, LITTLE_ENDIAN),
        page.getLong(ExtentHeaderFormat.CREATED_EPOCH_OFFSET, LITTLE_ENDIAN),
        page.getLong(ExtentHeaderFormat.SLOT_OFFSET, LITTLE_ENDIAN));
  }

  private static PageOutcome<ExtentHeader> check(
      ExtentHeader header, DiskGeometry geometry, long slot) {
    if (header.slot() != slot) {
      return new PageOutcome.Corrupt<>("the header of slot " + header.slot() + " lies here");
    }
    if (header.capacityBytes() != geometry.capacityBytes()) {
      return new PageOutcome.Corrupt<>("a capacity of " + header.capacityBytes());
    }
    return new PageOutcome.Found<>(header);
  }
}
