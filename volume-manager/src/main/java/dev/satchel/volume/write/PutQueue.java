package dev.satchel.volume.write;

import dev.satchel.storage.format.BatchFormat;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Puts that wait for a volume. All volume writers take from the same queue, so a slow volume gets
 * less. Bounded by the bytes that may be in flight. Thread-safe.
 */
final class PutQueue {

  /** What one append carries at most, unless a single block is larger. */
  static final int BATCH_BYTES = 8 << 20;

  private static final int BATCH_RECORDS = 4096;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final ArrayDeque<PendingPut> waiting = new ArrayDeque<>();

  /** What a writer gets. */
  sealed interface Taken {

    /** Puts for one batch, at least one. */
    record Batch(List<PendingPut> puts) implements Taken {}

    /** The next put needs more room than the volume has. */
    record NoRoom() implements Taken {}

    /** None came in time. */
    record Nothing() implements Taken {}
  }

  void add(PendingPut put) {
    lock.lock();
    try {
      waiting.addLast(put);
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Puts back what a volume did not take, before everything that came later. */
  void addAgain(List<PendingPut> puts) {
    lock.lock();
    try {
      for (PendingPut put : puts.reversed()) {
        waiting.addFirst(put);
      }
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes a put out if it still waits; then the caller has it in hand. */
  boolean remove(PendingPut put) {
    lock.lock();
    try {
      return waiting.remove(put);
    } finally {
      lock.unlock();
    }
  }

  /** Takes everything out. */
  List<PendingPut> removeAll() {
    lock.lock();
    try {
      List<PendingPut> all = new ArrayList<>(waiting);
      waiting.clear();
      return all;
    } finally {
      lock.unlock();
    }
  }

  boolean isEmpty() {
    lock.lock();
    try {
      return waiting.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for puts and takes as many as fit {@code roomBytes} of a volume and one batch. */
  Taken take(long roomBytes, long atMostNanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = atMostNanos;
      while (waiting.isEmpty()) {
        if (left <= 0) {
          return new Taken.Nothing();
        }
        left = news.awaitNanos(left);
      }
      List<PendingPut> batch = gather(roomBytes);
      if (!waiting.isEmpty()) {
        news.signal(); // there is something for the next writer too
      }
      return batch.isEmpty() ? new Taken.NoRoom() : new Taken.Batch(batch);
    } finally {
      lock.unlock();
    }
  }

  private List<PendingPut> gather(long roomBytes) {
    List<PendingPut> batch = new ArrayList<>();
    int payload = 0;
    while (!waiting.isEmpty() && batch.size() < BATCH_RECORDS) {
      int next = payload + waiting.peekFirst().block().recordLength();
      boolean fits = BatchFormat.paddedLength(next) <= roomBytes;
      if (!fits || (next > BATCH_BYTES && !batch.isEmpty())) {
        break;
      }
      batch.add(waiting.removeFirst());
      payload = next;
    }
    return batch;
  }
}
