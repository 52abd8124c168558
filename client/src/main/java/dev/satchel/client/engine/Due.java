package dev.satchel.client.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What a running engine has to do next, and when. */
final class Due {

  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final long scanPeriodNanos;
  private long scannedAt;
  private boolean neverScanned = true;
  private boolean pull = true;
  private boolean work = true;
  private long workedAt = System.nanoTime();
  private Duration pause = Duration.ZERO;

  Due(Duration scanPeriod) {
    this.scanPeriodNanos = scanPeriod.toNanos();
  }

  boolean scan() {
    return neverScanned || System.nanoTime() - scannedAt >= scanPeriodNanos;
  }

  void scanned() {
    neverScanned = false;
    scannedAt = System.nanoTime();
    work = true;
  }

  boolean pull() {
    return pull;
  }

  void pullAgain() {
    pull = true;
  }

  void pulled() {
    pull = false;
    work = true;
  }

  boolean work() {
    return work;
  }

  /** What could not be done is tried again from time to time. */
  boolean retry() {
    return System.nanoTime() - workedAt >= RETRY_NANOS;
  }

  void workAgain() {
    work = true;
  }

  void workWhenIdle(boolean idle) {
    work |= idle;
  }

  void worked(boolean moved) {
    workedAt = System.nanoTime();
    work = moved;
  }

  void reachedServer() {
    pause = Duration.ZERO;
  }

  /** How long to leave the server alone. */
  Duration serverFailed(Duration first, Duration most) {
    Duration next = pause.isZero() ? first : pause.multipliedBy(2);
    pause = next.compareTo(most) > 0 ? most : next;
    pull = true;
    work = true;
    return pause;
  }

  long nextNanos() {
    long now = System.nanoTime();
    long scanIn = scannedAt + scanPeriodNanos - now;
    long retryIn = workedAt + RETRY_NANOS - now;
    return Math.max(0, Math.min(scanIn, retryIn));
  }
}
