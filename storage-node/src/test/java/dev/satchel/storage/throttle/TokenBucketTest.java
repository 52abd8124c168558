package dev.satchel.storage.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The arithmetic of a rate, in virtual time. */
class TokenBucketTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @Test
  void fullBucketLetsOneActPassWhateverItCosts() {
    TokenBucket bucket = new TokenBucket(1000, 100, 0);

    assertThat(bucket.waitNanos(0)).isZero();
    bucket.take(2100, 0);
    assertThat(bucket.waitNanos(0)).isEqualTo(2 * SECOND);
    assertThat(bucket.waitNanos(SECOND)).isEqualTo(SECOND);
    assertThat(bucket.waitNanos(2 * SECOND)).isZero();
  }

  @Test
  void rateHoldsOverTimeWhateverTheActsAre() {
    TokenBucket bucket = new TokenBucket(1000, 500, 0);
    long now = 0;
    long moved = 0;
    for (int act = 1; act <= 300; act++) {
      now += bucket.waitNanos(now);
      bucket.take(7L * act, now);
      moved += 7L * act;
    }
    assertThat(moved / (now / (double) SECOND)).isBetween(1000.0, 1020.0);
  }

  @Test
  void idleTimeIsSavedUpToTheBurstOnly() {
    TokenBucket bucket = new TokenBucket(1000, 500, 0);

    bucket.take(1500, 100 * SECOND);

    assertThat(bucket.waitNanos(100 * SECOND)).isEqualTo(SECOND);
  }

  @Test
  void debtIsPaidAtTheNewRateAfterAChange() {
    TokenBucket bucket = new TokenBucket(1, 0, 0);
    bucket.take(1000, 0);

    bucket.setRate(1000, 0);

    assertThat(bucket.waitNanos(0)).isEqualTo(SECOND);
  }

  @Test
  void longestWaitIsAYearHoweverSlowTheRate() {
    TokenBucket bucket = new TokenBucket(1e-9, 0, 0);
    bucket.take(Long.MAX_VALUE, 0);

    assertThat(bucket.waitNanos(0)).isEqualTo(TimeUnit.DAYS.toNanos(365));
  }

  @Test
  void clockThatStandsStillEarnsNothing() {
    TokenBucket bucket = new TokenBucket(1000, 0, 5 * SECOND);
    bucket.take(1000, 5 * SECOND);

    assertThat(bucket.waitNanos(5 * SECOND)).isEqualTo(SECOND);
    assertThat(bucket.waitNanos(4 * SECOND)).isEqualTo(SECOND);
  }

  @Test
  void rateOfNothingIsRefused() {
    assertThatThrownBy(() -> new TokenBucket(0, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TokenBucket(Double.NaN, 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
