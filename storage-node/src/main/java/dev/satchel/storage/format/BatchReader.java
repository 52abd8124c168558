package dev.satchel.storage.format;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.concurrent.UnsafeBuffer;

/** Reads the headers of batches. The payload's checksum is for the caller to compare. */
public final class BatchReader {

  private BatchReader() {}

  /**
   * Reads the header at {@code index}, which stands for {@code offset} of an extent that holds
   * {@code bucketId}.
   */
  public static PageOutcome<BatchHeader> read(
      UnsafeBuffer buffer, int index, long bucketId, long offset) {
    return HeaderCheck.read(
        buffer, index, BatchFormat.LAYOUT, () -> check(fields(buffer, index), bucketId, offset));
  }

  private static BatchHeader fields(UnsafeBuffer buffer, int index) {
    return new BatchHeader(
        buffer.getLong(index + BatchFormat.BUCKET_ID_OFFSET, LITTLE_ENDIAN),
        buffer.getLong(index + BatchFormat.EXTENT_OFFSET_OFFSET, LITTLE_ENDIAN),
        buffer.getInt(index + BatchFormat.PAYLOAD_LENGTH_OFFSET, LITTLE_ENDIAN),
        buffer.getInt(index + BatchFormat.PAYLOAD_CRC_OFFSET, LITTLE_ENDIAN));
  }

  private static PageOutcome<BatchHeader> check(BatchHeader header, long bucketId, long offset) {
    if (header.bucketId() != bucketId || header.offset() != offset) {
      return new PageOutcome.Corrupt<>(
          "a batch of bucket " + header.bucketId() + ", offset " + header.offset() + " lies here");
    }
    int lengthBytes = header.payloadLengthBytes();
    if (lengthBytes < 1 || lengthBytes > BatchFormat.MAX_PAYLOAD_BYTES) {
      return new PageOutcome.Corrupt<>("a payload of " + lengthBytes + " bytes");
    }
    return new PageOutcome.Found<>(header);
  }
}
