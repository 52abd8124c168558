package dev.satchel.storage.throttle;

import dev.satchel.storage.TrafficClass;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * The limits of one node. Clients pass; repair and scrub each have a rate, of which they use less
 * while clients have to wait longer than usual. Thread-safe; never blocks.
 */
public final class Throttles {

  private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** So many windows without a look are as good as any more: everything is forgiven. */
  private static final int MOST_WINDOWS = 8;

  /** What may be saved up: one page of an extent. */
  private static final long BURST_BYTES = 1 << 20;

  /** An operation that moves this much may take twice as long as one that moves nothing. */
  private static final double BYTES_LIKE_AN_OPERATION = 256 << 10;

  private final LongSupplier nanoClock;
  private final Map<TrafficClass, Limit> limits = new EnumMap<>(TrafficClass.class);
  private final BackOff backOff = new BackOff();
  private final LongAdder operations = new LongAdder();
  private final LongAdder operationNanos = new LongAdder();
  private long windowBeganNanos;

  /** A rate, and what keeps to it. */
  private static final class Limit {
    long bytesPerSecond;
    final TokenBucket bucket;

    Limit(long bytesPerSecond, long nowNanos) {
      this.bytesPerSecond = bytesPerSecond;
      this.bucket = new TokenBucket(bytesPerSecond, BURST_BYTES, nowNanos);
    }
  }

  /**
   * @param nanoClock {@code System::nanoTime}, or a test's
   */
  public Throttles(long repairBytesPerSecond, long scrubBytesPerSecond, LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    long now = nanoClock.getAsLong();
    this.windowBeganNanos = now;
    limits.put(TrafficClass.REPAIR, new Limit(repairBytesPerSecond, now));
    limits.put(TrafficClass.SCRUB, new Limit(scrubBytesPerSecond, now));
  }

  /**
   * A client was served; how long it took tells how busy the disks are.
   *
   * @param bytes as it asked, whether or not that makes sense: less than none counts as none
   */
  public void clientServed(long bytes, long tookNanos) {
    operations.increment();
    operationNanos.add((long) (tookNanos / (1 + Math.max(0, bytes) / BYTES_LIKE_AN_OPERATION)));
  }

  /** The limit of a class when clients do not suffer. */
  public synchronized long bytesPerSecond(TrafficClass traffic) {
    Limit limit = limits.get(traffic);
    return limit == null ? Long.MAX_VALUE : limit.bytesPerSecond;
  }

  /** Sets the limit of a class that has one. */
  public synchronized void setBytesPerSecond(TrafficClass traffic, long bytesPerSecond) {
    Limit limit = limits.get(traffic);
    if (limit == null || bytesPerSecond < 1) {
      throw new IllegalArgumentException(bytesPerSecond + " bytes a second for " + traffic);
    }
    limit.bytesPerSecond = bytesPerSecond;
  }

  /** How long work of this class has to wait before it may move its next bytes. */
  public synchronized long waitNanos(TrafficClass traffic) {
    Limit limit = limits.get(traffic);
    return limit == null ? 0 : current(limit).waitNanos(nanoClock.getAsLong());
  }

  /** Counts bytes that are being moved. */
  public synchronized void take(TrafficClass traffic, long bytes) {
    Limit limit = limits.get(traffic);
    if (limit != null) {
      current(limit).take(bytes, nanoClock.getAsLong());
    }
  }

  /**
   * Takes {@code bytes} and answers how long to wait before moving them; takes nothing and answers
   * nothing when that is longer than {@code mostNanos}.
   */
  public synchronized OptionalLong admit(TrafficClass traffic, long bytes, long mostNanos) {
    long wait = waitNanos(traffic);
    if (wait > mostNanos) {
      return OptionalLong.empty();
    }
    take(traffic, bytes);
    return OptionalLong.of(wait);
  }

  private TokenBucket current(Limit limit) {
    long now = nanoClock.getAsLong();
    endWindows(now);
    limit.bucket.setRate(limit.bytesPerSecond * backOff.share(), now);
    return limit.bucket;
  }

  private void endWindows(long nowNanos) {
    long windows = (nowNanos - windowBeganNanos) / WINDOW_NANOS;
    if (windows < 1) {
      return;
    }
    windowBeganNanos += windows * WINDOW_NANOS;
    long count = operations.sumThenReset();
    double nanos = operationNanos.sumThenReset();
    backOff.judge(count, count == 0 ? 0 : nanos / count);
    for (long silent = 1; silent < Math.min(windows, MOST_WINDOWS); silent++) {
      backOff.judge(0, 0);
    }
  }
}
