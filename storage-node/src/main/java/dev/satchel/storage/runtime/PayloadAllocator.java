package dev.satchel.storage.runtime;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;

/**
 * Netty's pooled allocator, but for direct buffers of a fixed capacity of a page or more: those,
 * the payloads, come from a {@link BufferPool}, page-aligned as disks want them.
 */
public final class PayloadAllocator extends PooledByteBufAllocator {

  /** What Netty calls a page. */
  private static final int NETTY_PAGE_BYTES = 8192;

  private static final int CHUNK_ORDER = 9;
  private static final int SMALL_CACHE = 256;
  private static final int NO_CACHE = 0;

  private final BufferPool payloads;

  PayloadAllocator(int arenas, BufferPool payloads) {
    super(true, 0, arenas, NETTY_PAGE_BYTES, CHUNK_ORDER, SMALL_CACHE, NO_CACHE, false);
    this.payloads = payloads;
  }

  /** An allocator that keeps at most {@code mostIdleBytes} of payload buffers for later use. */
  public static PayloadAllocator keeping(long mostIdleBytes) {
    return new PayloadAllocator(1, new BufferPool(mostIdleBytes));
  }

  /** The memory that a direct buffer of this fixed capacity takes. */
  public static int heldBytes(int lengthBytes) {
    return BufferPool.holds(lengthBytes) ? BufferPool.heldBytes(lengthBytes) : lengthBytes;
  }

  @Override
  protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
    return initialCapacity == maxCapacity && BufferPool.holds(initialCapacity)
        ? payloads.take(initialCapacity)
        : super.newDirectBuffer(initialCapacity, maxCapacity);
  }
}
