package dev.satchel.storage.throttle;

/**
 * How much of its rate the background may use, judged from how long clients wait: halved when they
 * wait much longer than they did in calm times, and given back bit by bit when they do not
 * (additive increase, multiplicative decrease, as TCP does it).
 *
 * <p>Pure: it is told of one window of time after the other. Not thread-safe.
 */
final class BackOff {

  /** Background work never stops for good: a repair that starves costs more than a slow read. */
  static final double LEAST_SHARE = 1.0 / 16;

  private static final double STEP_BACK_UP = 1.0 / 8;

  /** Fewer operations say nothing about how busy the disks are. */
  private static final int FEW_OPERATIONS = 8;

  /** What is remembered of calm times rises so slowly that a new normal takes a minute or two. */
  private static final double CALM_DRIFT = 1.01;

  private static final double MUCH_LONGER = 2;

  /** A rise that nobody would notice. */
  private static final double UNNOTICED_NANOS = 1_000_000;

  private double share = 1;
  private double calmNanos = Double.MAX_VALUE;

  double share() {
    return share;
  }

  /**
   * A window of time is over.
   *
   * @param meanNanos how long the operations took in the mean
   */
  void judge(long operations, double meanNanos) {
    boolean slow = false;
    if (operations >= FEW_OPERATIONS) {
      calmNanos = Math.min(meanNanos, calmNanos * CALM_DRIFT);
      slow = meanNanos > MUCH_LONGER * calmNanos + UNNOTICED_NANOS;
    }
    share = slow ? Math.max(LEAST_SHARE, share / 2) : Math.min(1, share + STEP_BACK_UP);
  }
}
