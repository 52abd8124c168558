package dev.satchel.storage.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.TrafficClass;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who waits for whom, in virtual time. */
class ThrottlesTest {

  private static final long MEBIBYTE = 1 << 20;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private long now = 1000 * SECOND;
  private final Throttles throttles = new Throttles(64 * MEBIBYTE, 8 * MEBIBYTE, () -> now);

  @Test
  void clientsNeverWait() {
    throttles.take(TrafficClass.CLIENT, Long.MAX_VALUE / 2);
    throttles.take(TrafficClass.REPAIR, 1000 * MEBIBYTE);

    assertThat(throttles.waitNanos(TrafficClass.CLIENT)).isZero();
    assertThat(throttles.admit(TrafficClass.CLIENT, MEBIBYTE, 0)).hasValue(0);
  }

  @Test
  void eachClassKeepsToItsOwnRate() {
    assertThat(moved(TrafficClass.REPAIR, 10)).isBetween(630 * MEBIBYTE, 650 * MEBIBYTE);
    assertThat(moved(TrafficClass.SCRUB, 10)).isBetween(79 * MEBIBYTE, 83 * MEBIBYTE);
  }

  @Test
  void backgroundBacksOffWhileClientsWaitLongerAndComesBack() {
    clientsTake(2 * MILLI, 4);
    long calm = moved(TrafficClass.REPAIR, 2, 2 * MILLI);
    long busy = moved(TrafficClass.REPAIR, 10, 40 * MILLI);
    long calmAgain = moved(TrafficClass.REPAIR, 20, 2 * MILLI);

    assertThat(calm).isGreaterThan(2 * 60 * MEBIBYTE);
    assertThat(busy).isBetween(10 * 4 * MEBIBYTE, 10 * 16 * MEBIBYTE);
    assertThat(calmAgain).isGreaterThan(15 * 60 * MEBIBYTE);
  }

  @Test
  void backgroundIsNeverStarved() {
    clientsTake(MILLI, 4);
    moved(TrafficClass.SCRUB, 10, 400 * MILLI);

    assertThat(moved(TrafficClass.SCRUB, 10, 400 * MILLI)).isBetween(4 * MEBIBYTE, 8 * MEBIBYTE);
  }

  @Test
  void largeOperationsMayTakeLonger() {
    clientsTake(2 * MILLI, 4);
    for (int i = 0; i < 100; i++) {
      throttles.clientServed(4 * MEBIBYTE, 20 * MILLI);
    }
    now += SECOND;

    assertThat(moved(TrafficClass.REPAIR, 1)).isGreaterThan(60 * MEBIBYTE);
  }

  @Test
  void requestForLessThanNothingSaysNothingOfTheDisks() {
    clientsTake(2 * MILLI, 4);
    throttles.clientServed(-(256 << 10), MILLI);
    clientsTake(2 * MILLI, 1);

    assertThat(moved(TrafficClass.REPAIR, 2, 2 * MILLI)).isGreaterThan(2 * 60 * MEBIBYTE);
  }

  @Test
  void requestThatWouldWaitBeyondItsDeadlineTakesNothing() {
    throttles.take(TrafficClass.SCRUB, 9 * MEBIBYTE);

    assertThat(throttles.admit(TrafficClass.SCRUB, MEBIBYTE, SECOND / 2)).isEmpty();
    assertThat(throttles.admit(TrafficClass.SCRUB, 8 * MEBIBYTE, SECOND)).hasValue(SECOND);
    assertThat(throttles.admit(TrafficClass.SCRUB, MEBIBYTE, 3 * SECOND)).hasValue(2 * SECOND);
  }

  @Test
  void newRateIsKeptAtOnce() {
    throttles.setBytesPerSecond(TrafficClass.SCRUB, 80 * MEBIBYTE);

    assertThat(throttles.bytesPerSecond(TrafficClass.SCRUB)).isEqualTo(80 * MEBIBYTE);
    assertThat(moved(TrafficClass.SCRUB, 5)).isGreaterThan(5 * 79 * MEBIBYTE);
  }

  private void clientsTake(long nanos, int windows) {
    for (int i = 0; i < windows; i++) {
      serve(nanos);
      now += SECOND / 2;
      throttles.waitNanos(TrafficClass.REPAIR);
    }
  }

  private void serve(long nanos) {
    for (int i = 0; i < 20; i++) {
      throttles.clientServed(0, nanos);
    }
  }

  private long moved(TrafficClass traffic, int seconds) {
    return moved(traffic, seconds, 0);
  }

  /** What goes through in so many seconds, page by page, while clients are served that fast. */
  private long moved(TrafficClass traffic, int seconds, long clientNanos) {
    long moved = 0;
    for (int tick = 0; tick < 100 * seconds; tick++) {
      if (clientNanos > 0 && tick % 10 == 0) {
        serve(clientNanos);
      }
      while (throttles.waitNanos(traffic) == 0) {
        throttles.take(traffic, MEBIBYTE / 4);
        moved += MEBIBYTE / 4;
      }
      now += SECOND / 100;
    }
    return moved;
  }
}
