package dev.satchel.volume.manage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SealLengthTest {

  @ParameterizedTest(name = "acknowledged {0}, ends {1}: sealed at {2}")
  @CsvSource({
    // all the same; a tail on one only; on two
    "100, 100 100 100, 100",
    "100, 100 100 200, 100",
    "100, 100 200 200, 100",
    // synced everywhere, row not in the index yet: it may still come
    "100, 200 200 200, 200",
    "100, 200 200 300, 200",
    // an extent that lost something acknowledged is not asked
    "100, 50 200 200, 200",
    "100, 0 100 300, 100",
    // only some can be reached
    "100, 300, 300",
    "0, 0 0 0, 0",
    // all have lost something: the longest is the best there is
    "100, 50 60 40, 60"
  })
  void isTheLeastEndThatHoldsAllThatWasAcknowledged(long acknowledged, String ends, long expected) {
    List<Long> list = Arrays.stream(ends.split(" ")).map(Long::valueOf).toList();
    assertThat(SealLength.of(acknowledged, list)).isEqualTo(expected);
  }
}
