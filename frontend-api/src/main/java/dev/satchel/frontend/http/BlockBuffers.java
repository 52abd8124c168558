package dev.satchel.frontend.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Direct buffers for whole bodies, kept for the next body.
 *
 * <p>Netty's pools hand memory of block size back to the system between two blocks, and touching
 * fresh memory costs more than hashing it. Here buffers of powers of two are kept instead, as many
 * as add up to a bound.
 */
final class BlockBuffers implements AutoCloseable {
  private static final int SMALLEST_LOG2 = 12;
  private static final int LARGEST_LOG2 = 22;
  private static final int MAX_KEPT_BYTES = 48 * 1024 * 1024;

  private final List<Queue<ByteBuf>> kept = new ArrayList<>();
  private final AtomicInteger keptBytes = new AtomicInteger();
  private volatile boolean closed;

  BlockBuffers() {
    for (int log2 = SMALLEST_LOG2; log2 <= LARGEST_LOG2; log2++) {
      kept.add(new ConcurrentLinkedQueue<>());
    }
  }

  /** An empty buffer that takes at least so many bytes; give it back with {@link #giveBack}. */
  ByteBuf take(int lengthBytes) {
    int log2 =
        Math.max(SMALLEST_LOG2, Integer.SIZE - Integer.numberOfLeadingZeros(lengthBytes - 1));
    if (log2 > LARGEST_LOG2) {
      return Unpooled.directBuffer(lengthBytes, lengthBytes);
    }
    ByteBuf buffer = kept.get(log2 - SMALLEST_LOG2).poll();
    if (buffer == null) {
      return Unpooled.directBuffer(1 << log2, 1 << log2);
    }
    keptBytes.addAndGet(-buffer.capacity());
    return buffer.clear();
  }

  /** Takes back a buffer that nobody else refers to. */
  void giveBack(ByteBuf buffer) {
    int log2 = Integer.numberOfTrailingZeros(buffer.capacity());
    boolean poolable = buffer.capacity() == 1 << log2 && log2 <= LARGEST_LOG2;
    if (!poolable || buffer.refCnt() != 1) {
      buffer.release();
    } else if (keptBytes.addAndGet(buffer.capacity()) > MAX_KEPT_BYTES) {
      keptBytes.addAndGet(-buffer.capacity());
      buffer.release();
    } else {
      kept.get(log2 - SMALLEST_LOG2).add(buffer);
      if (closed) {
        releaseKept();
      }
    }
  }

  /** Keeps none from here on; those that are out are still to be given back. */
  @Override
  public void close() {
    closed = true;
    releaseKept();
  }

  private void releaseKept() {
    for (Queue<ByteBuf> queue : kept) {
      for (ByteBuf buffer = queue.poll(); buffer != null; buffer = queue.poll()) {
        keptBytes.addAndGet(-buffer.capacity());
        buffer.release();
      }
    }
  }
}
