package dev.satchel.frontend.http;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One movable deadline, on one event loop. Moving it later is a field write: the timer finds out
 * when it fires.
 */
final class Deadline {
  private static final long NONE = Long.MAX_VALUE;

  private final EventExecutor loop;
  private final Runnable expired;
  private long atNanos = NONE;
  private long timerNanos = NONE;
  private @Nullable ScheduledFuture<?> timer;

  Deadline(EventExecutor loop, Runnable expired) {
    this.loop = loop;
    this.expired = expired;
  }

  /** Sets the deadline so far from now. */
  void arm(Duration fromNow) {
    long now = System.nanoTime();
    atNanos = now + fromNow.toNanos();
    if (timer == null || timerNanos - atNanos > 0) {
      cancelTimer();
      schedule(now);
    }
  }

  /** Lets there be no deadline. */
  void disarm() {
    atNanos = NONE;
  }

  /** Ends the timer for good. */
  void close() {
    atNanos = NONE;
    cancelTimer();
  }

  private void fire() {
    timer = null;
    long now = System.nanoTime();
    if (atNanos == NONE) {
      return;
    }
    if (atNanos - now > 0) {
      schedule(now);
    } else {
      atNanos = NONE;
      expired.run();
    }
  }

  private void schedule(long now) {
    timerNanos = atNanos;
    timer = loop.schedule(this::fire, atNanos - now, TimeUnit.NANOSECONDS);
  }

  private void cancelTimer() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}
