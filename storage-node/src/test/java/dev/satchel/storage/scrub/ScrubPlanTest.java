package dev.satchel.storage.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ScrubMark;
import dev.satchel.storage.extent.SealedPages.Sealed;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which extent is walked next, from where and how fast. */
class ScrubPlanTest {

  private static final long MEBIBYTE = 1 << 20;
  private static final Sealed OLD = sealed(1, ScrubMark.verifiedAt(100));
  private static final Sealed YOUNG = sealed(2, ScrubMark.verifiedAt(200));
  private static final Sealed INTERRUPTED = sealed(3, new ScrubMark(300, 900, 5 * MEBIBYTE, 0));
  private static final Sealed DAMAGED = sealed(4, new ScrubMark(400, 0, 0, 2));

  @Test
  void nothingIsWalkedWhereNothingIsSealed() {
    assertThat(ScrubPlan.next(List.of(), Set.of())).isEmpty();
  }

  @Test
  void longestWaitingExtentIsNext() {
    assertThat(ScrubPlan.next(List.of(YOUNG, OLD), Set.of())).hasValue(OLD);
  }

  @Test
  void interruptedWalkGoesBeforeEverything() {
    assertThat(ScrubPlan.next(List.of(YOUNG, DAMAGED, OLD, INTERRUPTED), Set.of()))
        .hasValue(INTERRUPTED);
  }

  @Test
  void damageThatIsKnownByNumberOnlyIsLookedAtAgainFirst() {
    assertThat(ScrubPlan.next(List.of(YOUNG, DAMAGED, OLD), Set.of())).hasValue(DAMAGED);
    assertThat(ScrubPlan.next(List.of(YOUNG, DAMAGED, OLD), Set.of(DAMAGED.id()))).hasValue(OLD);
  }

  @Test
  void interruptedWalkGoesOnUnlessItHadFoundDamage() {
    assertThat(ScrubPlan.startOffset(INTERRUPTED.mark())).isEqualTo(5 * MEBIBYTE);
    assertThat(ScrubPlan.startOffset(new ScrubMark(300, 900, 5 * MEBIBYTE, 1))).isZero();
    assertThat(ScrubPlan.startOffset(OLD.mark())).isZero();
  }

  /** What lies before the cursor was looked at then, and not now. */
  @Test
  void walkThatGoesOnProvesNothingYoungerThanItsBeginning() {
    assertThat(new Walk(INTERRUPTED, 1000).finished().verifiedMillis()).isEqualTo(900);
    assertThat(new Walk(INTERRUPTED, 1000).underWay(2000).walkBeganMillis()).isEqualTo(900);
    assertThat(new Walk(OLD, 1000).finished().verifiedMillis()).isEqualTo(1000);
  }

  @Test
  void paceIsWhatThePeriodNeedsWithinTheLimit() {
    Duration day = Duration.ofDays(1);
    assertThat(ScrubPlan.bytesPerSecond(86_400_000, day, MEBIBYTE)).isBetween(1000.0, 1200.0);
    assertThat(ScrubPlan.bytesPerSecond(Long.MAX_VALUE, day, MEBIBYTE)).isEqualTo(MEBIBYTE);
    assertThat(ScrubPlan.bytesPerSecond(0, day, MEBIBYTE)).isEqualTo(1);
    assertThat(ScrubPlan.bytesPerSecond(1000, Duration.ofNanos(1), MEBIBYTE)).isEqualTo(MEBIBYTE);
  }

  private static Sealed sealed(long id, ScrubMark mark) {
    return new Sealed(new ExtentId(id), 10 * MEBIBYTE, mark);
  }
}
