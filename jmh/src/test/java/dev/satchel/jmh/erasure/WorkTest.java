package dev.satchel.jmh.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.satchel.erasure.Code;
import dev.satchel.erasure.Recovery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WorkTest {

  @Test
  void encodingCalculatesEveryParityShardFromEveryDataShard() {
    Recovery plan = new Work("rs-6-3", "encode").plan();
    assertThat(plan.sources()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(plan.targets()).containsExactly(6, 7, 8);
    assertThat(plan.coefficients()).isEqualTo(Code.parse("rs-6-3").parityRows());
  }

  @ParameterizedTest
  @CsvSource({"rs-6-3, rebuild-1, 6, 1", "rs-6-3, rebuild-3, 6, 3", "rs-10-4, rebuild-3, 10, 3"})
  void rebuildingReadsAsManyShardsAsThereIsData(String code, String op, int sources, int targets) {
    Recovery plan = new Work(code, op).plan();
    assertThat(plan.sources()).hasSize(sources).doesNotContainAnyElementsOf(plan.targets());
    assertThat(plan.targets()).hasSize(targets).startsWith(0);
  }

  @Test
  void moreThanTheCodeCoversIsNoWork() {
    Work work = new Work("rs-6-3", "rebuild-4");
    assertThatThrownBy(work::plan).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void dataIsCountedInGigabytesOfTenToTheNine() {
    assertThat(new Work("rs-10-4", "rebuild-1").gigabytes())
        .isCloseTo(10 * 1_048_576 / 1e9, within(1e-12));
  }
}
