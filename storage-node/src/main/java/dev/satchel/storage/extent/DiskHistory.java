package dev.satchel.storage.extent;

import dev.satchel.storage.DiskState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * What a disk did lately, and what to think of it. Knows no clock: whoever calls says what time it
 * is, in nanoseconds that never go back.
 *
 * <p>One error is not the death of a disk: it is suspect for a while. Many errors within that while
 * are: it has failed, for good. A disk is slow when half of its operations of the last minute took
 * longer than any sound disk does under load, or when one never ends; it is not when that is over.
 */
final class DiskHistory {

  static final long ERROR_MEMORY_NANOS = TimeUnit.MINUTES.toNanos(10);
  static final int FATAL_ERRORS = 16;
  static final long SAMPLE_MEMORY_NANOS = TimeUnit.MINUTES.toNanos(1);
  static final int LEAST_SAMPLES = 16;
  static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(1);
  static final long HANGS_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** The median of these is recent enough; an array of all that a minute brings is not needed. */
  private static final int MOST_SAMPLES = 256;

  private final Deque<Error> errors = new ArrayDeque<>();
  private final Deque<Sample> samples = new ArrayDeque<>();
  private boolean failed;

  private record Error(long atNanos, String what) {}

  private record Sample(long atNanos, long tookNanos) {}

  /** What to think, and why; the reason is empty when all is well. */
  record Verdict(DiskState state, String reason) {}

  void failed(long nowNanos, String what) {
    errors.addLast(new Error(nowNanos, what));
    if (errors.size() > FATAL_ERRORS) {
      errors.removeFirst();
    }
    forgetErrors(nowNanos);
    failed |= errors.size() == FATAL_ERRORS;
  }

  void took(long nowNanos, long tookNanos) {
    samples.addLast(new Sample(nowNanos, tookNanos));
    if (samples.size() > MOST_SAMPLES) {
      samples.removeFirst();
    }
  }

  /**
   * Judges.
   *
   * @param underWayNanos how long the operation under way takes already, 0 when there is none
   */
  Verdict judge(long nowNanos, long underWayNanos) {
    forgetErrors(nowNanos);
    while (!samples.isEmpty() && nowNanos - samples.getFirst().atNanos > SAMPLE_MEMORY_NANOS) {
      samples.removeFirst();
    }
    if (failed) {
      return new Verdict(
          DiskState.FAILED, "failed too often, takes no more data; last: " + lastError());
    }
    if (!errors.isEmpty()) {
      return new Verdict(DiskState.SUSPECT, lastError());
    }
    if (underWayNanos > HANGS_NANOS) {
      long seconds = TimeUnit.NANOSECONDS.toSeconds(underWayNanos);
      return new Verdict(DiskState.SUSPECT, "an operation hangs for " + seconds + " s");
    }
    long median = samples.size() < LEAST_SAMPLES ? 0 : medianNanos();
    return median > SLOW_NANOS
        ? new Verdict(
            DiskState.SUSPECT,
            "slow: half of its operations take over "
                + TimeUnit.NANOSECONDS.toMillis(median)
                + " ms")
        : new Verdict(DiskState.OK, "");
  }

  private String lastError() {
    return errors.isEmpty() ? "" : errors.getLast().what;
  }

  private void forgetErrors(long nowNanos) {
    while (!failed
        && !errors.isEmpty()
        && nowNanos - errors.getFirst().atNanos > ERROR_MEMORY_NANOS) {
      errors.removeFirst();
    }
  }

  private long medianNanos() {
    long[] sorted = samples.stream().mapToLong(Sample::tookNanos).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
