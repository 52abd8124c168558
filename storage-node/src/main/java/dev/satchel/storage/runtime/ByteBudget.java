package dev.satchel.storage.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * A bound on bytes in use, shared by many connections. Who gets nothing now is served in order, as
 * soon as enough was given back; nobody is overtaken.
 *
 * <p>Thread-safe. Callbacks run on the thread that released; they must only hand work over.
 */
public final class ByteBudget {

  /** Room for the largest frame twice, so that the largest request can always be served. */
  public static final long SMALLEST_BYTES = 40L << 20;

  private final long totalBytes;
  private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
  private long usedBytes;

  public ByteBudget(long totalBytes) {
    this.totalBytes = totalBytes;
  }

  /** How much there is altogether. */
  public long totalBytes() {
    return totalBytes;
  }

  /**
   * Takes {@code bytes} and answers true; or answers false, and {@code granted} is called once they
   * have been taken. More than the total is given when nothing else is taken.
   */
  public boolean take(long bytes, Runnable granted) {
    synchronized (queue) {
      if (queue.isEmpty() && fits(bytes)) {
        usedBytes += bytes;
        return true;
      }
      queue.add(new Waiting(bytes, granted));
      return false;
    }
  }

  /** Gives {@code bytes} back and serves those who wait. */
  public void release(long bytes) {
    List<Runnable> served;
    synchronized (queue) {
      if (bytes < 0 || bytes > usedBytes) {
        throw new IllegalStateException("released " + bytes + " of " + usedBytes + " bytes");
      }
      usedBytes -= bytes;
      served = serve();
    }
    served.forEach(Runnable::run);
  }

  /**
   * Takes somebody who waits out of the queue.
   *
   * @param granted the very object that was passed to {@link #take}
   * @return false if he does not wait: he has been served, or is being served right now
   */
  public boolean leave(Runnable granted) {
    List<Runnable> served;
    synchronized (queue) {
      if (!queue.removeIf(waiting -> waiting.granted == granted)) {
        return false;
      }
      served = serve();
    }
    served.forEach(Runnable::run);
    return true;
  }

  /** Takes what those in front of the queue wait for, as long as there is enough. */
  private List<Runnable> serve() {
    List<Runnable> served = new ArrayList<>();
    for (Waiting next = queue.peek(); next != null && fits(next.bytes); next = queue.peek()) {
      usedBytes += next.bytes;
      served.add(next.granted);
      queue.remove();
    }
    return served;
  }

  private boolean fits(long bytes) {
    return usedBytes + bytes <= totalBytes || usedBytes == 0;
  }

  /** How many wait now. */
  public int waitingCount() {
    synchronized (queue) {
      return queue.size();
    }
  }

  /** What is taken now. */
  public long usedBytes() {
    synchronized (queue) {
      return usedBytes;
    }
  }

  /** Somebody who gets nothing yet. */
  private record Waiting(long bytes, Runnable granted) {}
}
