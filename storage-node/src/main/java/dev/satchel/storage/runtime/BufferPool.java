package dev.satchel.storage.runtime;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.BufferUtil;

/**
 * Direct buffers for payloads, of few sizes, used again and again.
 *
 * <p>Netty's own pools give a chunk back to the system as soon as it is empty, which for buffers of
 * this size is after each request; the next one then pays for zeroing and touching fresh memory,
 * several times the cost of moving its bytes. These stay. They begin at multiples of a page, as
 * direct I/O wants it. The most recently used one of a size goes out first. Thread-safe.
 */
final class BufferPool {

  private static final int PAGE_BYTES = 4096;

  /** Smaller buffers never meet a disk, and are cheap in Netty's pools. */
  private static final int SMALLEST_BYTES = PAGE_BYTES;

  /** Each holds the payload of its name with its headers and padding, and a little more. */
  private static final int[] SIZES = {
    (4 << 10) + (4 << 10),
    (16 << 10) + (8 << 10),
    (64 << 10) + (8 << 10),
    (256 << 10) + (16 << 10),
    (1 << 20) + (64 << 10),
    (4 << 20) + (64 << 10),
    (8 << 20) + (64 << 10),
    (16 << 20) + (64 << 10)
  };

  private final long mostIdleBytes;
  private final AtomicLong idleBytes = new AtomicLong();
  private final List<ConcurrentLinkedDeque<ByteBuffer>> idle = new ArrayList<>();

  /**
   * A pool that keeps at most {@code mostIdleBytes} that nobody uses. How much is in use at a time
   * is for its users to bound.
   */
  BufferPool(long mostIdleBytes) {
    this.mostIdleBytes = mostIdleBytes;
    for (int i = 0; i < SIZES.length; i++) {
      idle.add(new ConcurrentLinkedDeque<>());
    }
  }

  /**
   * A buffer of exactly this capacity, its bytes undefined; goes back when it is released.
   *
   * @throws IllegalArgumentException above the largest frame
   */
  ByteBuf take(int lengthBytes) {
    int sizeClass = sizeClass(lengthBytes);
    ByteBuffer memory = idle.get(sizeClass).pollFirst();
    if (memory == null) {
      memory = BufferUtil.allocateDirectAligned(SIZES[sizeClass], PAGE_BYTES);
    } else {
      idleBytes.addAndGet(-SIZES[sizeClass]);
    }
    return new PooledBuffer(this, memory, lengthBytes);
  }

  /** Whether a buffer of this capacity is worth keeping, and not larger than any frame. */
  static boolean holds(int lengthBytes) {
    return lengthBytes >= SMALLEST_BYTES && lengthBytes <= SIZES[SIZES.length - 1];
  }

  /** The memory that a buffer of this capacity takes: up to four times as much. */
  static int heldBytes(int lengthBytes) {
    return SIZES[sizeClass(lengthBytes)];
  }

  /** What lies here unused. */
  long idleBytes() {
    return idleBytes.get();
  }

  void giveBack(ByteBuffer memory) {
    int sizeBytes = memory.capacity();
    if (idleBytes.addAndGet(sizeBytes) <= mostIdleBytes) {
      idle.get(sizeClass(sizeBytes)).addFirst(memory);
    } else {
      // The garbage collector frees it.
      idleBytes.addAndGet(-sizeBytes);
    }
  }

  private static int sizeClass(int lengthBytes) {
    for (int i = 0; i < SIZES.length; i++) {
      if (lengthBytes <= SIZES[i]) {
        return i;
      }
    }
    throw new IllegalArgumentException("no buffer has " + lengthBytes + " bytes");
  }
}
