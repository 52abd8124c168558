package dev.satchel.storage.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

  /** How many looks it bears that bring so many bytes each. */
  private static int looks(long wholeBytes, long bytesEach) {
    Pace pace = new Pace(wholeBytes);
    for (int look = 1; look <= 20; look++) {
      if (look * bytesEach >= wholeBytes) {
        return Integer.MAX_VALUE; // whole before it was behind
      }
      if (pace.isBehind(look * bytesEach)) {
        return look;
      }
    }
    throw new AssertionError("it goes on for ever");
  }

  @Test
  void tenthWithEachLookIsEnoughOnceTheFirstIsOver() {
    assertThat(looks(1000, 0)).isEqualTo(2);
    assertThat(looks(1000, 49)).isEqualTo(2);
    assertThat(looks(1000, 91)).isEqualTo(Integer.MAX_VALUE);
    assertThat(looks(16 << 20, 1)).isEqualTo(2);
    assertThat(looks(1, 0)).isEqualTo(2);
  }

  @Test
  void burstIsForgottenAfterAsLongAsItWouldHaveTaken() {
    Pace pace = new Pace(1000);
    int looks = 1;
    while (!pace.isBehind(999)) {
      looks++;
    }
    assertThat(looks).isEqualTo(11);
  }

  @Test
  void answersAreOneWholeAfterTheOther() {
    Drain drain = new Drain();
    assertThat(drain.isBehind(0, 1000)).isFalse();
    assertThat(drain.isBehind(100, 5000)).isFalse();
    assertThat(drain.isBehind(1000, 4000)).as("the first is taken").isFalse();
    assertThat(drain.isBehind(1399, 3601)).as("less than a tenth of 4000").isTrue();
  }

  @Test
  void whoTakesNothingIsBehindAtTheSecondLookHoweverMuchIsPutOut() {
    Drain drain = new Drain();
    assertThat(drain.isBehind(0, 1000)).isFalse();
    assertThat(drain.isBehind(0, 100_000)).isTrue();
  }
}
