package dev.satchel.storage.format;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/** CRC-32C (Castagnoli) of bytes off the heap, without a copy. */
public final class Crc32c {

  private Crc32c() {}

  /** Of {@code lengthBytes} from {@code index}, wherever the indices of {@code bytes} stand. */
  public static int of(ByteBuf bytes, int index, int lengthBytes) {
    CRC32C crc = new CRC32C();
    for (ByteBuffer part : bytes.nioBuffers(index, lengthBytes)) {
      crc.update(part);
    }
    return (int) crc.getValue();
  }

  /** Of {@code lengthBytes} from {@code index}, wherever position and limit stand. */
  public static int of(ByteBuffer bytes, int index, int lengthBytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(index, lengthBytes));
    return (int) crc.getValue();
  }

  /** Of {@code lengthBytes} from {@code index} of a buffer that wraps a ByteBuffer. */
  public static int of(UnsafeBuffer bytes, int index, int lengthBytes) {
    ByteBuffer wrapped = bytes.byteBuffer();
    if (wrapped == null) {
      throw new IllegalArgumentException("the buffer does not wrap a ByteBuffer");
    }
    return of(wrapped, bytes.wrapAdjustment() + index, lengthBytes);
  }
}
