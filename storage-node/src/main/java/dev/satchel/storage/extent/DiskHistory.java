package dev.satchel.storage.extent;

import dev.satchel.storage.DiskState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a disk did lately, and what to think of it. Knows no clock: whoever calls says what time it
 * is, in nanoseconds that never go back.
 *
 * <p>One error is not the death of a disk: it is suspect for a while. What follows depends on what
 * failed. A byte that cannot be read is that extent's damage; however many there are, they say
 * nothing about what is written elsewhere. A write or sync that fails is a promise that the disk
 * cannot keep: many of them within a while are its end, for good. And a disk that fails whatever it
 * is asked, extent after extent, is not there, until something succeeds again.
 *
 * <p>A disk is slow when half of its operations of the last minute took longer than any sound disk
 * does under load, or when one never ends; it is not when that is over.
 */
final class DiskHistory {

  static final long ERROR_MEMORY_NANOS = TimeUnit.MINUTES.toNanos(10);

  /** So many failed changes within the memory, or so many failures in a row. */
  static final int FATAL_ERRORS = 16;

  /** One bad place that is asked for again and again is not a bad disk. */
  static final int FATAL_EXTENTS = 2;

  static final long SAMPLE_MEMORY_NANOS = TimeUnit.MINUTES.toNanos(1);
  static final int LEAST_SAMPLES = 16;
  static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(1);
  static final long HANGS_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** The median of these is recent enough; an array of all that a minute brings is not needed. */
  private static final int MOST_SAMPLES = 256;

  private final Deque<Long> changeErrors = new ArrayDeque<>();
  private final Deque<Sample> samples = new ArrayDeque<>();
  private final Set<Long> failingExtents = new HashSet<>();
  private int failedInARow;
  private @Nullable String writingEnd;
  private @Nullable Error last;

  private record Error(long atNanos, String what) {}

  private record Sample(long atNanos, long tookNanos) {}

  /** What to think, and why; the reason is empty when all is well. */
  record Verdict(DiskState state, String reason) {}

  /** Some bytes of an extent could not be read. */
  void readFailed(long nowNanos, long extentId, String what) {
    failed(nowNanos, what);
    if (failingExtents.size() < FATAL_EXTENTS) {
      failingExtents.add(extentId);
    }
  }

  /** Something could not be written or made durable. */
  void changeFailed(long nowNanos, String what) {
    failed(nowNanos, what);
    changeErrors.addLast(nowNanos);
    while (nowNanos - changeErrors.getFirst() > ERROR_MEMORY_NANOS) {
      changeErrors.removeFirst();
    }
    if (changeErrors.size() >= FATAL_ERRORS) {
      end("failed too often");
    }
  }

  /** Nothing will be written any more, however well it works. */
  void ended(long nowNanos, String how, String what) {
    failed(nowNanos, what);
    end(how);
  }

  /** What happens afterwards is a consequence. */
  private void end(String how) {
    if (writingEnd == null) {
      writingEnd = how;
    }
  }

  private void failed(long nowNanos, String what) {
    last = new Error(nowNanos, what);
    failedInARow = Math.min(failedInARow + 1, FATAL_ERRORS);
  }

  /** A read or a sync did what it should. */
  void succeeded() {
    failedInARow = 0;
    failingExtents.clear();
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
    if (writingEnd != null) {
      String latest = lastError().equals(writingEnd) ? "" : "; last: " + lastError();
      return new Verdict(DiskState.FAILED, writingEnd + ", takes no more data" + latest);
    }
    if (failsAll()) {
      return new Verdict(DiskState.FAILED, "fails whatever it is asked; last: " + lastError());
    }
    if (last != null && nowNanos - last.atNanos <= ERROR_MEMORY_NANOS) {
      return new Verdict(DiskState.SUSPECT, last.what);
    }
    if (underWayNanos > HANGS_NANOS) {
      long seconds = TimeUnit.NANOSECONDS.toSeconds(underWayNanos);
      return new Verdict(DiskState.SUSPECT, "an operation hangs for " + seconds + " s");
    }
    return judgeSpeed(nowNanos);
  }

  private boolean failsAll() {
    return failedInARow == FATAL_ERRORS && failingExtents.size() == FATAL_EXTENTS;
  }

  private Verdict judgeSpeed(long nowNanos) {
    while (!samples.isEmpty() && nowNanos - samples.getFirst().atNanos > SAMPLE_MEMORY_NANOS) {
      samples.removeFirst();
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
    return last == null ? "" : last.what;
  }

  private long medianNanos() {
    long[] sorted = samples.stream().mapToLong(Sample::tookNanos).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
