package dev.satchel.storage.format;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.concurrent.UnsafeBuffer;

/** Completes a batch around its payload, in place. */
public final class BatchWriter {

  private BatchWriter() {}

  /**
   * Puts the header in front of the payload and the zeros behind it.
   *
   * @param batch as long as the whole padded batch, the payload already in its place
   */
  public static void write(BatchHeader header, UnsafeBuffer batch) {
    int payloadEnd = BatchFormat.HEADER_BYTES + header.payloadLengthBytes();
    int end = BatchFormat.paddedLength(header.payloadLengthBytes());
    HeaderCheck.begin(batch, 0, BatchFormat.LAYOUT);
    batch.putLong(BatchFormat.BUCKET_ID_OFFSET, header.bucketId(), LITTLE_ENDIAN);
    batch.putLong(BatchFormat.EXTENT_OFFSET_OFFSET, header.offset(), LITTLE_ENDIAN);
    batch.putInt(BatchFormat.PAYLOAD_LENGTH_OFFSET, header.payloadLengthBytes(), LITTLE_ENDIAN);
    batch.putInt(BatchFormat.PAYLOAD_CRC_OFFSET, header.payloadCrc(), LITTLE_ENDIAN);
    HeaderCheck.end(batch, 0, BatchFormat.LAYOUT);
    batch.setMemory(payloadEnd, end - payloadEnd, (byte) 0);
  }
}
