package dev.satchel.storage.runtime;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log for what others can cause as often as they like, such as a scan of ports: one line in ten
 * seconds at most, which says how many were left out since the one before. One for each kind of
 * news, so that none hides another. Thread-safe.
 */
public final class SparseLog {

  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Logger log;
  private final LongSupplier nanoClock;
  private long saidNanos;
  private boolean said;
  private long leftOut;

  SparseLog(Logger log, LongSupplier nanoClock) {
    this.log = log;
    this.nanoClock = nanoClock;
  }

  /** Under the name of a class, as other logs are. */
  public static SparseLog of(Class<?> named) {
    return new SparseLog(LoggerFactory.getLogger(named), System::nanoTime);
  }

  /** As {@code Logger.warn}, unless one was written just before. */
  public void warn(String format, Object... arguments) {
    long before = leftOutBefore();
    if (before >= 0) {
      log.warn(whole(format, before), arguments);
    }
  }

  /** As {@code Logger.error}, unless one was written just before. */
  public void error(String format, Object... arguments) {
    long before = leftOutBefore();
    if (before >= 0) {
      log.error(whole(format, before), arguments);
    }
  }

  private static String whole(String format, long before) {
    return before == 0 ? format : format + " (" + before + " more like it before)";
  }

  /** How many were left out before this one; -1 leaves it out as well. */
  private synchronized long leftOutBefore() {
    long now = nanoClock.getAsLong();
    if (said && now - saidNanos < INTERVAL_NANOS) {
      leftOut++;
      return -1;
    }
    long before = leftOut;
    said = true;
    saidNanos = now;
    leftOut = 0;
    return before;
  }
}
