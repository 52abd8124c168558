package dev.satchel.client.transfer;

import dev.satchel.contract.Limits;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The memory that blocks pass through, bounded for the whole process: who wants more waits.
 *
 * <p>Large buffers are off the heap and used again; small ones are not worth keeping. Leases are
 * granted in the order in which they were asked for, so nobody starves.
 */
final class BlockBuffers {

  private static final int UNIT_BYTES = 64 * 1024;
  private static final int SMALL_BYTES = 4 * UNIT_BYTES;

  private final ConcurrentLinkedQueue<ByteBuffer> free = new ConcurrentLinkedQueue<>();
  private final Semaphore units;

  /** Room for this many whole blocks. */
  BlockBuffers(int blocks) {
    units = new Semaphore(blocks * (Limits.MAX_BLOCK_BYTES / UNIT_BYTES), true);
  }

  /** Waits for room, then lends a buffer with exactly {@code lengthBytes} remaining. */
  Lease lease(int lengthBytes) throws InterruptedIOException {
    int wanted = lengthBytes <= SMALL_BYTES ? lengthBytes : Limits.MAX_BLOCK_BYTES;
    int cost = Math.max(1, Math.ceilDiv(wanted, UNIT_BYTES));
    try {
      units.acquire(cost);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a buffer");
    }
    return new Lease(lengthBytes <= SMALL_BYTES, cost, lengthBytes);
  }

  private ByteBuffer takeLarge() {
    ByteBuffer used = free.poll();
    return used == null ? ByteBuffer.allocateDirect(Limits.MAX_BLOCK_BYTES) : used;
  }

  /** A buffer on loan; close it once nobody touches the buffer any more. */
  final class Lease implements AutoCloseable {

    private final ByteBuffer buffer;
    private final boolean small;
    private final int cost;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Lease(boolean small, int cost, int lengthBytes) {
      this.small = small;
      this.cost = cost;
      this.buffer = small ? ByteBuffer.allocate(lengthBytes) : takeLarge();
      buffer.clear().limit(lengthBytes);
    }

    ByteBuffer buffer() {
      return buffer;
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        if (!small) {
          free.add(buffer);
        }
        units.release(cost);
      }
    }
  }
}
