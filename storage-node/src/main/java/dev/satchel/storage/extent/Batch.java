package dev.satchel.storage.extent;

import dev.satchel.storage.disk.Disk;
import dev.satchel.storage.format.BatchFormat;
import dev.satchel.storage.format.BatchHeader;
import dev.satchel.storage.format.BatchWriter;
import dev.satchel.storage.format.Crc32c;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A payload on its way to a disk, in one direct buffer that has room for the batch's header in
 * front and its padding behind: what came from the socket goes to the disk without another copy.
 *
 * <p>Has one owner, who releases it or hands it to {@link ExtentStore#append}.
 */
public final class Batch {

  private final ByteBuf buffer;
  private final ByteBuf payload;

  private Batch(ByteBuf buffer, int payloadLengthBytes) {
    this.buffer = buffer;
    this.payload = buffer.slice(BatchFormat.HEADER_BYTES, payloadLengthBytes).clear();
  }

  /** Room for a payload of exactly this length. */
  public static Batch allocate(ByteBufAllocator allocator, int payloadLengthBytes) {
    int paddedLengthBytes = BatchFormat.paddedLength(payloadLengthBytes);
    ByteBuf buffer = allocator.directBuffer(paddedLengthBytes, paddedLengthBytes);
    return new Batch(buffer, payloadLengthBytes);
  }

  /**
   * The room for the payload, to be written until it is full: a view, which lives as long as this.
   */
  public ByteBuf payload() {
    return payload;
  }

  public int payloadLengthBytes() {
    return payload.capacity();
  }

  /** The checksum of the payload, once it is filled in. */
  public int payloadCrc() {
    return Crc32c.of(payload, 0, payload.capacity());
  }

  public void release() {
    buffer.release();
  }

  int paddedLengthBytes() {
    return buffer.capacity();
  }

  /** Puts header and padding, and answers the bytes to write. */
  ByteBuffer complete(long bucketId, long offset, int payloadCrc) {
    ByteBuffer bytes = buffer.nioBuffer(0, buffer.capacity());
    BatchHeader header = new BatchHeader(bucketId, offset, payloadLengthBytes(), payloadCrc);
    BatchWriter.write(header, new UnsafeBuffer(bytes));
    return bytes;
  }

  /** Whether the completed batch already lies at {@code position}. */
  boolean isOn(Disk disk, long position, ByteBuffer scratch) throws IOException {
    ByteBuffer bytes = buffer.nioBuffer(0, buffer.capacity());
    for (int at = 0; at < bytes.capacity(); at += scratch.capacity()) {
      int count = Math.min(scratch.capacity(), buffer.capacity() - at);
      disk.read(position + at, scratch.clear().limit(count));
      if (!scratch.flip().equals(bytes.slice(at, count))) {
        return false;
      }
    }
    return true;
  }
}
