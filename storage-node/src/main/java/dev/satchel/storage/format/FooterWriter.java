package dev.satchel.storage.format;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.concurrent.UnsafeBuffer;

/** Writes footers. */
public final class FooterWriter {

  private FooterWriter() {}

  /** Fills {@code area}, which is as long as the footer area of its disk's slots. */
  public static void write(Footer footer, UnsafeBuffer area) {
    int[] checksums = footer.sealed().pageChecksums();
    area.setMemory(0, area.capacity(), (byte) 0);
    for (int page = 0; page < checksums.length; page++) {
      int at = FooterFormat.HEADER_BYTES + page * Integer.BYTES;
      area.putInt(at, checksums[page], LITTLE_ENDIAN);
    }
    int checksumsCrc = Crc32c.of(area, FooterFormat.HEADER_BYTES, checksums.length * Integer.BYTES);
    HeaderCheck.begin(area, 0, FooterFormat.LAYOUT);
    area.putLong(FooterFormat.EXTENT_ID_OFFSET, footer.id().value(), LITTLE_ENDIAN);
    area.putLong(FooterFormat.BUCKET_ID_OFFSET, footer.bucketId(), LITTLE_ENDIAN);
    area.putInt(FooterFormat.GENERATION_OFFSET, footer.generation(), LITTLE_ENDIAN);
    area.putInt(FooterFormat.PAGE_COUNT_OFFSET, checksums.length, LITTLE_ENDIAN);
    area.putLong(FooterFormat.LENGTH_OFFSET, footer.sealed().lengthBytes(), LITTLE_ENDIAN);
    area.putLong(FooterFormat.SEALED_EPOCH_OFFSET, footer.sealedEpoch(), LITTLE_ENDIAN);
    area.putInt(FooterFormat.CHECKSUMS_CRC_OFFSET, checksumsCrc, LITTLE_ENDIAN);
    HeaderCheck.end(area, 0, FooterFormat.LAYOUT);
  }
}
