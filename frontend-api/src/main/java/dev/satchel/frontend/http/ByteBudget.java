package dev.satchel.frontend.http;

import dev.satchel.contract.ProblemCode;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory that bodies may hold at one moment. When it is used up, callers wait in order; a
 * waiter that waits too long is told to come back later.
 */
public final class ByteBudget {
  private static final int UNIT_BYTES = 1024;

  private final int units;
  private final Duration patience;
  private final Semaphore free;

  /** A budget of so many bytes, whose waiters wait so long at most. */
  public ByteBudget(int bytes, Duration patience) {
    this.units = bytes / UNIT_BYTES;
    this.patience = patience;
    this.free = new Semaphore(units, true);
  }

  /**
   * Takes a share, waiting for it if need be.
   *
   * @throws ProblemException 503 when the wait was too long, 413 when no wait would help
   */
  public Reservation reserve(long bytes) {
    long wanted = units(bytes);
    if (wanted > units) {
      throw new ProblemException(ProblemCode.TOO_LARGE, "The body is larger than the memory.");
    }
    try {
      if (free.tryAcquire((int) wanted, patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return new Reservation((int) wanted);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw ProblemException.retryLater(
        ProblemCode.UNAVAILABLE, "The server has too much to carry.", Duration.ofSeconds(2));
  }

  /** The bytes that nobody holds. */
  public long freeBytes() {
    return (long) free.availablePermits() * UNIT_BYTES;
  }

  private static long units(long bytes) {
    return (bytes + UNIT_BYTES - 1) / UNIT_BYTES;
  }

  /** A share of the budget; given back once. */
  public final class Reservation implements AutoCloseable {
    private int held;

    private Reservation(int held) {
      this.held = held;
    }

    /** Gives back what is held above {@code bytes}. */
    public synchronized void shrinkTo(long bytes) {
      int keep = (int) Math.min(held, units(bytes));
      free.release(held - keep);
      held = keep;
    }

    @Override
    public void close() {
      shrinkTo(0);
    }
  }
}
