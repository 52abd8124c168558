package dev.satchel.storage.format;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads the mark of a disk that is kept apart. */
public final class QuarantineReader {

  private QuarantineReader() {}

  /** Reads the mark in {@code page}, where the given copy of the disk's superblock lies. */
  public static PageOutcome<Quarantine> read(UnsafeBuffer page, UUID diskId, int copy) {
    return HeaderCheck.read(
        page, QuarantineFormat.OFFSET, QuarantineFormat.LAYOUT, () -> check(page, diskId, copy));
  }

  private static PageOutcome<Quarantine> check(UnsafeBuffer page, UUID diskId, int copy) {
    int at = QuarantineFormat.OFFSET;
    int id = at + QuarantineFormat.DISK_ID_OFFSET;
    UUID written =
        new UUID(page.getLong(id, BIG_ENDIAN), page.getLong(id + Long.BYTES, BIG_ENDIAN));
    int writtenCopy = page.getShort(at + QuarantineFormat.COPY_OFFSET, LITTLE_ENDIAN);
    if (!written.equals(diskId) || writtenCopy != copy) {
      return new PageOutcome.Corrupt<>(
          "copy " + writtenCopy + " of disk " + written + " lies here");
    }
    int reasonBytes = page.getInt(at + QuarantineFormat.REASON_LENGTH_OFFSET, LITTLE_ENDIAN);
    if (reasonBytes < 0 || reasonBytes > QuarantineFormat.MOST_REASON_BYTES) {
      return new PageOutcome.Corrupt<>("a reason of " + reasonBytes + " bytes");
    }
    int crc = page.getInt(at + QuarantineFormat.REASON_CRC_OFFSET, LITTLE_ENDIAN);
    if (Crc32c.of(page, at + QuarantineFormat.HEADER_BYTES, reasonBytes) != crc) {
      return new PageOutcome.Corrupt<>("the reason does not match its checksum");
    }
    return fields(page, at, reasonBytes);
  }

  private static PageOutcome<Quarantine> fields(UnsafeBuffer page, int at, int reasonBytes) {
    byte[] reason = new byte[reasonBytes];
    page.getBytes(at + QuarantineFormat.HEADER_BYTES, reason);
    try {
      return new PageOutcome.Found<>(
          new Quarantine(
              page.getLong(at + QuarantineFormat.SEQUENCE_OFFSET, LITTLE_ENDIAN),
              page.getLong(at + QuarantineFormat.SINCE_OFFSET, LITTLE_ENDIAN),
              page.getLong(at + QuarantineFormat.EPOCH_OFFSET, LITTLE_ENDIAN),
              new String(reason, UTF_8)));
    } catch (IllegalArgumentException outOfRange) {
      return new PageOutcome.Corrupt<>(String.valueOf(outOfRange.getMessage()));
    }
  }
}
