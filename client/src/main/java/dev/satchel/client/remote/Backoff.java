package dev.satchel.client.remote;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often a call is tried and how long to wait in between: doubling from {@code first} up to
 * {@code longest}, each wait drawn evenly from its upper half so that many clients spread out.
 *
 * @param attempts at least 1
 * @param patience the longest wait that a server may ask for; one that asks for more gets no
 *     further attempt
 */
public record Backoff(int attempts, Duration first, Duration longest, Duration patience) {

  /** Gives up after about three seconds of a silent server. */
  public static final Backoff DEFAULT =
      new Backoff(5, Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofSeconds(30));

  /** Checks the bounds. */
  public Backoff {
    if (attempts < 1 || first.isNegative() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("attempts >= 1 and 0 <= first <= longest are needed");
    }
  }

  /** Whether attempt number {@code failed} (from 1) was not the last one. */
  boolean mayRetry(int failed, Duration asked) {
    return failed < attempts && asked.compareTo(patience) <= 0;
  }

  /** The wait after attempt number {@code failed}, never shorter than what the server asked for. */
  Duration delayAfter(int failed, Duration asked, RandomGenerator random) {
    long capNanos = longest.toNanos();
    long nanos = first.toNanos();
    for (int i = 1; i < failed && nanos < capNanos; i++) {
      nanos = Math.min(capNanos, 2 * nanos);
    }
    Duration own = Duration.ofNanos(nanos - (long) (random.nextDouble() * nanos / 2));
    return own.compareTo(asked) < 0 ? asked : own;
  }
}
