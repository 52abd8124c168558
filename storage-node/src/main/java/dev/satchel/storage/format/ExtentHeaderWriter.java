package dev.satchel.storage.format;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.concurrent.UnsafeBuffer;

/** Writes the header page of an extent. */
public final class ExtentHeaderWriter {

  private ExtentHeaderWriter() {}

  /** Fills {@code page}, which is one whole page. */
  public static void write(ExtentHeader header, UnsafeBuffer page) {
    page.setMemory(0, DiskGeometry.PAGE_BYTES, (byte) 0);
    HeaderCheck.begin(page, 0, ExtentHeaderFormat.LAYOUT);
    page.putLong(ExtentHeaderFormat.EXTENT_ID_OFFSET, header.id().value(), LITTLE_ENDIAN);
    page.putLong(ExtentHeaderFormat.BUCKET_ID_OFFSET, header.bucketId(), LITTLE_ENDIAN);
    page.putInt(ExtentHeaderFormat.GENERATION_OFFSET, header.generation(), LITTLE_ENDIAN);
    page.putLong(ExtentHeaderFormat.CAPACITY_OFFSET, header.capacityBytes(), LITTLE_ENDIAN);
    page.putLong(ExtentHeaderFormat.CREATED_EPOCH_OFFSET, header.createdEpoch(), LITTLE_ENDIAN);
    page.putLong(ExtentHeaderFormat.SLOT_OFFSET, header.slot(), LITTLE_ENDIAN);
    HeaderCheck.end(page, 0, ExtentHeaderFormat.LAYOUT);
  }
}
