package dev.satchel.client.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  private static final Backoff BACKOFF =
      new Backoff(4, Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(30));
  private static final RandomGenerator LOWEST = () -> 0;

  @ParameterizedTest
  @CsvSource({"1,100", "2,200", "3,400", "4,500", "5,500", "60,500"})
  void doublesUpToTheCap(int failed, long millis) {
    assertThat(BACKOFF.delayAfter(failed, Duration.ZERO, LOWEST))
        .isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void drawsFromTheUpperHalf() {
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    for (int i = 0; i < 1000; i++) {
      assertThat(BACKOFF.delayAfter(2, Duration.ZERO, random))
          .isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
    }
  }

  @Test
  void waitsAtLeastAsLongAsTheServerAsks() {
    assertThat(BACKOFF.delayAfter(1, Duration.ofSeconds(7), LOWEST))
        .isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void givesUpAfterTheLastAttemptOrWhenTheServerAsksForTooMuch() {
    assertThat(BACKOFF.mayRetry(3, Duration.ZERO)).isTrue();
    assertThat(BACKOFF.mayRetry(4, Duration.ZERO)).isFalse();
    assertThat(BACKOFF.mayRetry(1, Duration.ofSeconds(31))).isFalse();
  }

  @Test
  void refusesBoundsThatMakeNoSense() {
    assertThatThrownBy(() -> new Backoff(0, Duration.ZERO, Duration.ZERO, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
