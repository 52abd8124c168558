package dev.satchel.storage.throttle;

import java.util.concurrent.TimeUnit;

/**
 * Bytes at a rate. Whoever is not in debt may act, whatever that costs, and owes it from then on:
 * over time the rate holds, and no single act is too large for the bucket.
 *
 * <p>Pure: times are passed in, in nanoseconds of one clock that never goes back. Not thread-safe.
 */
public final class TokenBucket {

  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  /** A debt that would take longer is as good as for ever. */
  private static final double LONGEST_WAIT_NANOS = TimeUnit.DAYS.toNanos(365);

  private final long burstBytes;
  private double bytesPerSecond;
  private double availableBytes;
  private long seenNanos;

  /**
   * A full bucket.
   *
   * @param burstBytes what may be saved up while nobody acts
   */
  public TokenBucket(double bytesPerSecond, long burstBytes, long nowNanos) {
    this.burstBytes = burstBytes;
    this.availableBytes = burstBytes;
    this.seenNanos = nowNanos;
    this.bytesPerSecond = checked(bytesPerSecond);
  }

  /** Goes on at another rate; what is owed stays owed. */
  public void setRate(double newBytesPerSecond, long nowNanos) {
    refill(nowNanos);
    bytesPerSecond = checked(newBytesPerSecond);
  }

  /** How long until the debt is paid; 0 when there is none. */
  public long waitNanos(long nowNanos) {
    refill(nowNanos);
    return availableBytes >= 0
        ? 0
        : (long)
            Math.ceil(
                Math.min(LONGEST_WAIT_NANOS, -availableBytes / bytesPerSecond * NANOS_PER_SECOND));
  }

  /** Takes {@code bytes}, into debt if need be. */
  public void take(long bytes, long nowNanos) {
    if (bytes < 0) {
      throw new IllegalArgumentException("take " + bytes + " bytes");
    }
    refill(nowNanos);
    availableBytes -= bytes;
  }

  private void refill(long nowNanos) {
    long elapsedNanos = nowNanos - seenNanos;
    if (elapsedNanos > 0) {
      double earned = elapsedNanos / NANOS_PER_SECOND * bytesPerSecond;
      availableBytes = Math.min(burstBytes, availableBytes + earned);
      seenNanos = nowNanos;
    }
  }

  private static double checked(double bytesPerSecond) {
    if (!(bytesPerSecond > 0)) {
      throw new IllegalArgumentException("a rate of " + bytesPerSecond + " bytes a second");
    }
    return bytesPerSecond;
  }
}
