package dev.satchel.storage.record;

import static dev.satchel.storage.record.RecordFormat.HEADER_BYTES;

import dev.satchel.storage.format.Crc32c;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes records into a batch's payload. Keeps a buffer between calls: one thread at a time. */
public final class RecordWriter {

  private final UnsafeBuffer header = new UnsafeBuffer(ByteBuffer.allocateDirect(HEADER_BYTES));

  /**
   * Appends a record at the writer index of {@code target} and moves it behind the padding.
   *
   * @param payload exactly {@code fields.storedLengthBytes()} readable bytes; not consumed
   */
  public void write(RecordHeader fields, ByteBuf payload, ByteBuf target) {
    int lengthBytes = fields.storedLengthBytes();
    if (payload.readableBytes() != lengthBytes) {
      throw new IllegalArgumentException(
          "payload of " + payload.readableBytes() + " bytes, header says " + lengthBytes);
    }
    int index = target.writerIndex();
    target.ensureWritable(RecordFormat.paddedLength(lengthBytes));
    target.setBytes(index + HEADER_BYTES, payload, payload.readerIndex(), lengthBytes);
    writeAround(fields, target);
  }

  /**
   * As {@link #write}, for a payload that was made in place: {@code fields.storedLengthBytes()}
   * bytes that already lie {@link RecordFormat#HEADER_BYTES} behind the writer index.
   */
  public void writeAround(RecordHeader fields, ByteBuf target) {
    int index = target.writerIndex();
    int lengthBytes = fields.storedLengthBytes();
    target.ensureWritable(RecordFormat.paddedLength(lengthBytes));
    putHeader(fields, Crc32c.of(target, index + HEADER_BYTES, lengthBytes));
    target.setBytes(index, header.byteBuffer().clear());
    target.writerIndex(index + HEADER_BYTES + lengthBytes);
    target.writeZero(RecordFormat.paddedLength(lengthBytes) - HEADER_BYTES - lengthBytes);
  }

  private void putHeader(RecordHeader fields, int payloadCrc) {
    ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    header.putInt(RecordFormat.MAGIC_OFFSET, RecordFormat.MAGIC, order);
    header.putShort(RecordFormat.VERSION_OFFSET, (short) RecordFormat.VERSION, order);
    header.putShort(RecordFormat.CODEC_OFFSET, (short) fields.codec().code(), order);
    header.putInt(RecordFormat.KEY_ID_OFFSET, fields.encryptionKeyId(), order);
    header.putInt(RecordFormat.STORED_LENGTH_OFFSET, fields.storedLengthBytes(), order);
    header.putInt(RecordFormat.PLAIN_LENGTH_OFFSET, fields.plainLengthBytes(), order);
    header.putInt(RecordFormat.PAYLOAD_CRC_OFFSET, payloadCrc, order);
    header.putLong(RecordFormat.BUCKET_ID_OFFSET, fields.bucketId(), order);
    header.putLong(RecordFormat.BUCKET_OFFSET_OFFSET, fields.bucketOffset(), order);
    putBlockName(fields.block());
    header.putInt(RecordFormat.RESERVED_OFFSET, 0, order);
    int headerCrc = Crc32c.of(header, 0, RecordFormat.HEADER_CRC_OFFSET);
    header.putInt(RecordFormat.HEADER_CRC_OFFSET, headerCrc, order);
  }

  private void putBlockName(BlockName block) {
    int at = RecordFormat.BLOCK_NAME_OFFSET;
    header.putLong(at, block.word0(), ByteOrder.BIG_ENDIAN);
    header.putLong(at + Long.BYTES, block.word1(), ByteOrder.BIG_ENDIAN);
    header.putLong(at + 2 * Long.BYTES, block.word2(), ByteOrder.BIG_ENDIAN);
    header.putLong(at + 3 * Long.BYTES, block.word3(), ByteOrder.BIG_ENDIAN);
  }
}
