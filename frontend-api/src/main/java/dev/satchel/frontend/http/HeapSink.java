package dev.satchel.frontend.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** Gathers a bounded body on the heap. */
final class HeapSink implements BodySink {
  private static final int FIRST_BYTES = 4096;

  private final CompletableFuture<byte[]> received = new CompletableFuture<>();
  private final int maxBytes;
  private byte[] bytes = new byte[0];
  private int count;

  /** A sink that grows with what arrives, whatever was announced. */
  HeapSink(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  public boolean accept(ByteBuf part) {
    int length = part.readableBytes();
    if (length > maxBytes - count) {
      return false;
    }
    if (count + length > bytes.length) {
      bytes =
          Arrays.copyOf(
              bytes,
              (int)
                  Math.min(
                      maxBytes,
                      Math.max(2L * bytes.length, Math.max(FIRST_BYTES, count + length))));
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
