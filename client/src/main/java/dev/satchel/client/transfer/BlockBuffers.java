package dev.satchel.client.transfer;

import dev.satchel.contract.Limits;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
    try {
      units.acquire(cost(lengthBytes));
    } catch (InterruptedException e) {
      throw interrupted();
    }
    return new Lease(lengthBytes);
  }

  /** The same for one who holds a lease already and so must not wait for another. */
  Optional<Lease> leaseNow(int lengthBytes) throws InterruptedIOException {
    try {
      // The plain tryAcquire would overtake those who wait.
      return units.tryAcquire(cost(lengthBytes), 0, TimeUnit.SECONDS)
          ? Optional.of(new Lease(lengthBytes))
          : Optional.empty();
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while waiting for a buffer");
  }

  private static int cost(int lengthBytes) {
    int wanted = lengthBytes <= SMALL_BYTES ? lengthBytes : Limits.MAX_BLOCK_BYTES;
    return Math.max(1, Math.ceilDiv(wanted, UNIT_BYTES));
  }

  private ByteBuffer takeLarge() {
    ByteBuffer used = free.poll();
    return used == null ? ByteBuffer.allocateDirect(Limits.MAX_BLOCK_BYTES) : used;
  }

  /** A buffer on loan; close it once nobody touches the buffer any more. */
  final class Lease implements AutoCloseable {

    private final ByteBuffer buffer;
    private final int lengthBytes;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Lease(int lengthBytes) {
      this.lengthBytes = lengthBytes;
      this.buffer = lengthBytes <= SMALL_BYTES ? ByteBuffer.allocate(lengthBytes) : takeLarge();
      buffer.clear().limit(lengthBytes);
    }

    ByteBuffer buffer() {
      return buffer;
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        if (lengthBytes > SMALL_BYTES) {
          free.add(buffer);
        }
        units.release(cost(lengthBytes));
      }
    }
  }
}
