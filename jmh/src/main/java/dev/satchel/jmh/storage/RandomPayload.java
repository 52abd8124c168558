package dev.satchel.jmh.storage;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Random;

/** Bytes that neither a disk nor a file system can make less of. */
final class RandomPayload {

  private RandomPayload() {}

  /** Off the heap, from a seed. */
  static ByteBuf of(int lengthBytes, long seed) {
    byte[] bytes = new byte[lengthBytes];
    new Random(seed).nextBytes(bytes);
    return Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(lengthBytes).put(bytes).flip());
  }
}
