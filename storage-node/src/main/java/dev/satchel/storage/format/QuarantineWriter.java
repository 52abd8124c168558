package dev.satchel.storage.format;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes the mark of a disk that is kept apart. */
public final class QuarantineWriter {

  private QuarantineWriter() {}

  /** Puts the mark into {@code page}, which holds the given copy of the disk's superblock. */
  public static void write(Quarantine mark, UUID diskId, int copy, UnsafeBuffer page) {
    int at = QuarantineFormat.OFFSET;
    page.setMemory(at, QuarantineFormat.SECTOR_BYTES, (byte) 0);
    byte[] reason = mark.reason().getBytes(UTF_8);
    page.putBytes(at + QuarantineFormat.HEADER_BYTES, reason);
    HeaderCheck.begin(page, at, QuarantineFormat.LAYOUT);
    page.putShort(at + QuarantineFormat.COPY_OFFSET, (short) copy, LITTLE_ENDIAN);
    page.putLong(at + QuarantineFormat.SEQUENCE_OFFSET, mark.sequence(), LITTLE_ENDIAN);
    int id = at + QuarantineFormat.DISK_ID_OFFSET;
    page.putLong(id, diskId.getMostSignificantBits(), BIG_ENDIAN);
    page.putLong(id + Long.BYTES, diskId.getLeastSignificantBits(), BIG_ENDIAN);
    page.putLong(at + QuarantineFormat.SINCE_OFFSET, mark.sinceMillis(), LITTLE_ENDIAN);
    page.putLong(at + QuarantineFormat.EPOCH_OFFSET, mark.epoch(), LITTLE_ENDIAN);
    page.putInt(at + QuarantineFormat.REASON_LENGTH_OFFSET, reason.length, LITTLE_ENDIAN);
    int crc = Crc32c.of(page, at + QuarantineFormat.HEADER_BYTES, reason.length);
    page.putInt(at + QuarantineFormat.REASON_CRC_OFFSET, crc, LITTLE_ENDIAN);
    HeaderCheck.end(page, at, QuarantineFormat.LAYOUT);
  }
}
