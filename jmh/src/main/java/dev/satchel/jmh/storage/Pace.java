package dev.satchel.jmh.storage;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Operations that come at fixed moments, whether or not the ones before are done. The time of each
 * counts from its moment, so that one that waited for a slow one before it is not forgotten.
 */
final class Pace {

  private static final long NANOS_A_SECOND = 1_000_000_000;
  private static final int DIGITS = 3;

  private final long startNanos;
  private final long intervalNanos;
  private final int count;

  Pace(long startNanos, int aSecond, int seconds) {
    this.startNanos = startNanos;
    this.intervalNanos = NANOS_A_SECOND / aSecond;
    this.count = aSecond * seconds;
  }

  /** One operation. */
  @FunctionalInterface
  interface Operation {
    void run(int number) throws IOException;
  }

  /** Runs them all and tells their times in nanoseconds. */
  Histogram run(Operation operation) throws IOException {
    Histogram times = new Histogram(DIGITS);
    for (int i = 0; i < count; i++) {
      long momentNanos = startNanos + i * intervalNanos;
      await(momentNanos);
      operation.run(i);
      times.recordValue(Math.max(0, System.nanoTime() - momentNanos));
    }
    return times;
  }

  /** Sleeps most of the way: waking up in time is part of no operation. */
  private static void await(long momentNanos) {
    long sleepNanos = momentNanos - System.nanoTime() - 200_000;
    if (sleepNanos > 0) {
      LockSupport.parkNanos(sleepNanos);
    }
    while (System.nanoTime() - momentNanos < 0) {
      Thread.onSpinWait();
    }
  }
}
