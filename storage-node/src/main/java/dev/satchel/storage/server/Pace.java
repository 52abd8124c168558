package dev.satchel.storage.server;

import java.util.concurrent.TimeUnit;

/**
 * Whether something that holds a share of the budget goes on fast enough while others wait for it:
 * from the second look on, a tenth of it with each look. So what stands still is seen after two
 * looks, and nothing takes longer than eleven.
 *
 * <p>Time is counted in looks: a node that was stopped itself, or has too much to do, blames nobody
 * for that. Pure; not thread-safe.
 */
final class Pace {

  /** Between one look and the next. */
  static final long LOOK_MILLIS = TimeUnit.SECONDS.toMillis(1) / 2;

  private static final int TENTHS = 10;

  private final long wholeBytes;
  private int looks;

  Pace(long wholeBytes) {
    this.wholeBytes = wholeBytes;
  }

  /** A look at it, when so much of it is done. */
  boolean isBehind(long doneBytes) {
    looks++;
    return doneBytes * TENTHS < wholeBytes * (looks - 1);
  }
}
