package dev.satchel.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.satchel.erasure.RecoveryOutcome.Recoverable;
import dev.satchel.erasure.RecoveryOutcome.Unrecoverable;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

final class RecoveryPlannerTest {

  private static final Code RS_6_3 = Code.parse("rs-6-3");

  @Test
  void firstShardsThatSufficeAreTaken() {
    assertThat(recovery(RS_6_3, List.of(8, 7, 6, 5, 4, 3, 2, 1), List.of(0)).sources())
        .containsExactly(8, 7, 6, 5, 4, 3);
  }

  @Test
  void targetsKeepTheirOrder() {
    assertThat(recovery(RS_6_3, List.of(1, 2, 3, 5, 6, 7), List.of(8, 0, 4)).targets())
        .containsExactly(8, 0, 4);
  }

  @Test
  void parityIsCalculatedFromTheDataByTheGenerator() {
    Recovery recovery = recovery(RS_6_3, List.of(0, 1, 2, 3, 4, 5), List.of(6, 7, 8));
    assertThat(recovery.coefficients()).isEqualTo(RS_6_3.parityRows());
  }

  @Test
  void nothingWantedNeedsNothing() {
    assertThat(recovery(RS_6_3, List.of(), List.of()).sources()).isEmpty();
  }

  /** Of one data shard every parity is a multiple, so any one gives it back. */
  @Test
  void nothingIsReadThatIsNotNeeded() {
    assertThat(recovery(Code.parse("rs-1-3"), List.of(2, 3), List.of(0, 1)).sources())
        .containsExactly(2);
  }

  @Test
  void tooManyLossesAreNamedAndCounted() {
    RecoveryOutcome outcome = RecoveryPlanner.plan(RS_6_3, List.of(1, 3, 5, 6, 7), List.of(0, 2));
    assertThat(outcome)
        .isEqualTo(new Unrecoverable(RS_6_3, List.of(0, 2, 4, 8), List.of(0, 2)))
        .asInstanceOf(InstanceOfAssertFactories.type(Unrecoverable.class))
        .extracting(Unrecoverable::why)
        .isEqualTo("rs-6-3 has lost 4 of 9 shards (0, 2, 4, 8): 5 left cannot give back 0, 2");
  }

  @Test
  void everyLossOfOneMoreThanTheParityIsRefused() {
    for (int pattern = 0; pattern < 1 << 9; pattern++) {
      int lostOnes = pattern;
      if (Integer.bitCount(lostOnes) == 4) {
        List<Integer> lost =
            IntStream.range(0, 9).filter(i -> (lostOnes >> i & 1) == 1).boxed().toList();
        List<Integer> left =
            IntStream.range(0, 9).filter(i -> (lostOnes >> i & 1) == 0).boxed().toList();
        assertThat(RecoveryPlanner.plan(RS_6_3, left, lost))
            .isEqualTo(new Unrecoverable(RS_6_3, lost, lost));
      }
    }
  }

  @Test
  void shardsThatMakeNoSenseAreRefused() {
    assertRefused(List.of(9), List.of(0), "rs-6-3 has no shard 9");
    assertRefused(List.of(-1), List.of(0), "rs-6-3 has no shard -1");
    assertRefused(List.of(1, 1), List.of(0), "shard 1 of rs-6-3 is named twice");
    assertRefused(List.of(0, 1), List.of(0), "shard 0 of rs-6-3 is named twice");
  }

  private static void assertRefused(List<Integer> left, List<Integer> wanted, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RecoveryPlanner.plan(RS_6_3, left, wanted))
        .withMessage(message);
  }

  private static Recovery recovery(Code code, List<Integer> left, List<Integer> wanted) {
    return ((Recoverable) RecoveryPlanner.plan(code, left, wanted)).recovery();
  }
}
