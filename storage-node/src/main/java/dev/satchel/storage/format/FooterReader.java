package dev.satchel.storage.format;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.SealedExtent;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads footers. */
public final class FooterReader {

  private FooterReader() {}

  /** Reads {@code area}, the whole footer area of a slot. */
  public static PageOutcome<Footer> read(UnsafeBuffer area, DiskGeometry geometry) {
    return HeaderCheck.read(area, 0, FooterFormat.LAYOUT, () -> fields(area, geometry));
  }

  private static PageOutcome<Footer> fields(UnsafeBuffer area, DiskGeometry geometry) {
    long lengthBytes = area.getLong(FooterFormat.LENGTH_OFFSET, LITTLE_ENDIAN);
    if (lengthBytes < 0
        || lengthBytes > geometry.capacityBytes()
        || lengthBytes % BatchFormat.ALIGNMENT_BYTES != 0) {
      return new PageOutcome.Corrupt<>("a sealed length of " + lengthBytes);
    }
    int pages = area.getInt(FooterFormat.PAGE_COUNT_OFFSET, LITTLE_ENDIAN);
    if (pages != FooterFormat.pageCount(lengthBytes)) {
      return new PageOutcome.Corrupt<>(pages + " pages for " + lengthBytes + " bytes");
    }
    int checksumsCrc = Crc32c.of(area, FooterFormat.HEADER_BYTES, pages * Integer.BYTES);
    if (checksumsCrc != area.getInt(FooterFormat.CHECKSUMS_CRC_OFFSET, LITTLE_ENDIAN)) {
      return new PageOutcome.Corrupt<>("the page checksums do not match theirs");
    }
    return new PageOutcome.Found<>(
        new Footer(
            new ExtentId(area.getLong(FooterFormat.EXTENT_ID_OFFSET, LITTLE_ENDIAN)),
            area.getLong(FooterFormat.BUCKET_ID_OFFSET, LITTLE_ENDIAN),
            area.getInt(FooterFormat.GENERATION_OFFSET, LITTLE_ENDIAN),
            area.getLong(FooterFormat.SEALED_EPOCH_OFFSET, LITTLE_ENDIAN),
            new SealedExtent(lengthBytes, checksums(area, pages))));
  }

  private static int[] checksums(UnsafeBuffer area, int pages) {
    int[] checksums = new int[pages];
    for (int page = 0; page < pages; page++) {
      checksums[page] =
          area.getInt(FooterFormat.HEADER_BYTES + page * Integer.BYTES, LITTLE_ENDIAN);
    }
    return checksums;
  }
}
