package dev.satchel.frontend.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** Gathers a bounded body on the heap. */
final class HeapSink implements BodySink {
  private static final int FIRST_BYTES = 4096;

  private final CompletableFuture<byte[]> received = new CompletableFuture<>();
  private final int maxBytes;
  private byte[] bytes;
  private int count;

  /**
   * A sink for a body.
   *
   * @param declaredBytes what the header announced, or a negative number
   */
  HeapSink(long declaredBytes, int maxBytes) {
    this.maxBytes = maxBytes;
    this.bytes =
        new byte[declaredBytes < 0 ? FIRST_BYTES : (int) Math.min(declaredBytes, maxBytes)];
  }

  @Override
  public boolean accept(ByteBuf part) {
    int length = part.readableBytes();
    if (length > maxBytes - count) {
      return false;
    }
    if (count + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(maxBytes, Math.max(2 * bytes.length, count + length)));
    }
    part.readBytes(bytes, count, length);
    count += length;
    return true;
  }

  @Override
  public void complete() {
    received.complete(count == bytes.length ? bytes : Arrays.copyOf(bytes, count));
  }

  @Override
  public void fail(RuntimeException why) {
    received.completeExceptionally(why);
  }

  CompletableFuture<byte[]> received() {
    return received;
  }
}
