package dev.satchel.storage.scrub;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ScrubMark;
import dev.satchel.storage.extent.SealedPages.Sealed;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which extent is walked next, and how fast. Pure. */
final class ScrubPlan {

  /** A little faster than needed, so that waiting for clients does not make a walk late. */
  private static final double HASTE = 1.1;

  private static final double SLOWEST_BYTES_PER_SECOND = 1;
  private static final long CLOCK_ERROR_MILLIS = Duration.ofHours(1).toMillis();

  private static final Comparator<Sealed> LONGEST_WAITING =
      Comparator.comparingLong((Sealed each) -> each.mark().verifiedMillis())
          .thenComparingLong(each -> each.id().value());

  private ScrubPlan() {}

  /**
   * The mark, or one that says nothing when it speaks of a time that is yet to come: the clock that
   * made it was wrong. Were it believed, its extent would be passed over until that time. Of small
   * differences between clocks nothing is concluded.
   */
  static ScrubMark believed(ScrubMark mark, long nowMillis) {
    long latest = nowMillis + CLOCK_ERROR_MILLIS;
    return mark.verifiedMillis() <= latest && mark.walkBeganMillis() <= latest
        ? mark
        : new ScrubMark(0, 0, 0, mark.damagedPages());
  }

  /**
   * The extent to walk: one whose walk was interrupted, then one whose damage is known by number
   * only, then the one that was not looked at for longest.
   *
   * @param known extents whose damage is known by page
   */
  static Optional<Sealed> next(List<Sealed> extents, Set<ExtentId> known) {
    return extents.stream()
        .min(
            Comparator.comparingInt((Sealed each) -> urgency(each, known))
                .thenComparing(LONGEST_WAITING));
  }

  private static int urgency(Sealed extent, Set<ExtentId> known) {
    if (extent.mark().walkBeganMillis() > 0) {
      return 0;
    }
    return extent.mark().damagedPages() > 0 && !known.contains(extent.id()) ? 1 : 2;
  }

  /**
   * Where a walk begins: where it was interrupted, unless it had found damage, which is to be found
   * again.
   */
  static long startOffset(ScrubMark mark) {
    return mark.walkBeganMillis() > 0 && mark.damagedPages() == 0 ? mark.cursor() : 0;
  }

  /** Fast enough to walk {@code sealedBytes} once a period, and no faster than the limit. */
  static double bytesPerSecond(long sealedBytes, Duration period, long limitBytesPerSecond) {
    double needed = HASTE * sealedBytes / Math.max(1e-3, period.toMillis() / 1e3);
    return Math.min(limitBytesPerSecond, Math.max(SLOWEST_BYTES_PER_SECOND, needed));
  }
}
