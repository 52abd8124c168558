package dev.satchel.storage.record;

import static dev.satchel.storage.record.RecordFormat.HEADER_BYTES;

import dev.satchel.storage.format.Crc32c;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Reads records out of a region of an extent. Keeps a view between calls: one thread at a time. */
public final class RecordReader {

  private static final Codec[] CODECS = Codec.values();

  private final UnsafeBuffer header = new UnsafeBuffer(ByteBuffer.allocateDirect(HEADER_BYTES));

  /** Reads the record that begins at {@code index} of {@code region}; its indices do not move. */
  public ReadOutcome read(ByteBuf region, int index) {
    if (region.writerIndex() - index < HEADER_BYTES) {
      return new ReadOutcome.Corrupt("cut off within the header");
    }
    region.getBytes(index, header.byteBuffer().clear());
    if (header.getInt(RecordFormat.MAGIC_OFFSET, ByteOrder.LITTLE_ENDIAN) != RecordFormat.MAGIC) {
      return new ReadOutcome.Absent();
    }
    int headerCrc = header.getInt(RecordFormat.HEADER_CRC_OFFSET, ByteOrder.LITTLE_ENDIAN);
    if (headerCrc != Crc32c.of(header, 0, RecordFormat.HEADER_CRC_OFFSET)) {
      return new ReadOutcome.Corrupt("the header does not match its checksum");
    }
    int version = header.getShort(RecordFormat.VERSION_OFFSET, ByteOrder.LITTLE_ENDIAN) & 0xffff;
    if (version > RecordFormat.VERSION) {
      return new ReadOutcome.TooNew(version);
    }
    RecordHeader fields = version < RecordFormat.VERSION ? null : fields();
    return fields == null
        ? new ReadOutcome.Corrupt("the header makes no sense")
        : readPayload(region, index, fields);
  }

  private ReadOutcome readPayload(ByteBuf region, int index, RecordHeader fields) {
    int payloadIndex = index + HEADER_BYTES;
    int lengthBytes = fields.storedLengthBytes();
    if (region.writerIndex() - payloadIndex < lengthBytes) {
      return new ReadOutcome.Corrupt("cut off within the payload");
    }
    int payloadCrc = header.getInt(RecordFormat.PAYLOAD_CRC_OFFSET, ByteOrder.LITTLE_ENDIAN);
    if (payloadCrc != Crc32c.of(region, payloadIndex, lengthBytes)) {
      return new ReadOutcome.Corrupt("the payload does not match its checksum");
    }
    return new ReadOutcome.Found(
        fields,
        region.slice(payloadIndex, lengthBytes),
        index + RecordFormat.paddedLength(lengthBytes));
  }

  /** The fields of a header whose checksum holds, or null where a field is out of its range. */
  private @Nullable RecordHeader fields() {
    int codec = header.getByte(RecordFormat.CODEC_OFFSET);
    if (codec < 0 || codec >= CODECS.length) {
      return null;
    }
    try {
      return new RecordHeader(
          blockName(),
          CODECS[codec],
          header.getInt(RecordFormat.KEY_ID_OFFSET, ByteOrder.LITTLE_ENDIAN),
          header.getLong(RecordFormat.BUCKET_ID_OFFSET, ByteOrder.LITTLE_ENDIAN),
          header.getLong(RecordFormat.BUCKET_OFFSET_OFFSET, ByteOrder.LITTLE_ENDIAN),
          header.getInt(RecordFormat.STORED_LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN),
          header.getInt(RecordFormat.PLAIN_LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN));
    } catch (IllegalArgumentException outOfRange) {
      return null;
    }
  }

  private BlockName blockName() {
    int at = RecordFormat.BLOCK_NAME_OFFSET;
    return new BlockName(
        header.getLong(at, ByteOrder.BIG_ENDIAN),
        header.getLong(at + Long.BYTES, ByteOrder.BIG_ENDIAN),
        header.getLong(at + 2 * Long.BYTES, ByteOrder.BIG_ENDIAN),
        header.getLong(at + 3 * Long.BYTES, ByteOrder.BIG_ENDIAN));
  }
}
