package dev.satchel.storage.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * A bound on bytes in use, shared by many connections. Who gets nothing now is called back, in
 * order, when something was given back.
 *
 * <p>Thread-safe. Callbacks run on the thread that released; they must only hand work over.
 */
public final class ByteBudget {

  /** Room for the largest frame twice, so that the largest request can always be served. */
  public static final long SMALLEST_BYTES = 40L << 20;

  private final long totalBytes;
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
  private long usedBytes;

  public ByteBudget(long totalBytes) {
    this.totalBytes = totalBytes;
  }

  /** Takes {@code bytes}, or remembers {@code retry} to be called once when some came back. */
  public boolean take(long bytes, Runnable retry) {
    synchronized (waiting) {
      if (usedBytes + bytes <= totalBytes || usedBytes == 0) {
        usedBytes += bytes;
        return true;
      }
      waiting.add(retry);
      return false;
    }
  }

  /** Gives {@code bytes} back and wakes those who wait. */
  public void release(long bytes) {
    List<Runnable> woken;
    synchronized (waiting) {
      if (bytes < 0 || bytes > usedBytes) {
        throw new IllegalStateException("released " + bytes + " of " + usedBytes + " bytes");
      }
      usedBytes -= bytes;
      woken = new ArrayList<>(waiting);
      waiting.clear();
    }
    woken.forEach(Runnable::run);
  }

  /** What is taken now. */
  public long usedBytes() {
    synchronized (waiting) {
      return usedBytes;
    }
  }
}
