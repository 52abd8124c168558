package dev.satchel.storage.extent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.DiskState;
import org.junit.jupiter.api.Test;

/** What a disk's errors and latencies make of it; time is what the test says. */
class DiskHistoryTest {

  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1000 * MILLI;

  private final DiskHistory history = new DiskHistory();

  private DiskState stateAt(long nowNanos) {
    return history.judge(nowNanos, 0).state();
  }

  @Test
  void diskThatDidNothingIsWell() {
    assertThat(history.judge(5, 0)).isEqualTo(new DiskHistory.Verdict(DiskState.OK, ""));
  }

  @Test
  void oneErrorMakesItSuspectForAWhile() {
    history.failed(SECOND, "a read failed");

    assertThat(stateAt(2 * SECOND)).isEqualTo(DiskState.SUSPECT);
    assertThat(history.judge(2 * SECOND, 0).reason()).isEqualTo("a read failed");
    assertThat(stateAt(SECOND + DiskHistory.ERROR_MEMORY_NANOS)).isEqualTo(DiskState.SUSPECT);
    assertThat(stateAt(SECOND + DiskHistory.ERROR_MEMORY_NANOS + 1)).isEqualTo(DiskState.OK);
  }

  @Test
  void manyErrorsInAWhileAreItsDeath() {
    for (int i = 0; i < DiskHistory.FATAL_ERRORS; i++) {
      assertThat(stateAt(i * SECOND)).isNotEqualTo(DiskState.FAILED);
      history.failed(i * SECOND, "error " + i);
    }

    assertThat(stateAt(SECOND)).isEqualTo(DiskState.FAILED);
    assertThat(stateAt(100 * DiskHistory.ERROR_MEMORY_NANOS)).isEqualTo(DiskState.FAILED);
    assertThat(history.judge(SECOND, 0).reason()).contains("error 15");
  }

  @Test
  void errorsFarApartAreNot() {
    for (int i = 0; i < 100; i++) {
      history.failed(i * DiskHistory.ERROR_MEMORY_NANOS / 4, "an error");
    }
    assertThat(stateAt(25 * DiskHistory.ERROR_MEMORY_NANOS)).isEqualTo(DiskState.SUSPECT);
  }

  @Test
  void slowDiskIsSuspectUntilItIsNotSlowAnyMore() {
    for (int i = 0; i < DiskHistory.LEAST_SAMPLES; i++) {
      history.took(i * SECOND, 2 * SECOND);
    }
    assertThat(stateAt(16 * SECOND)).isEqualTo(DiskState.SUSPECT);
    assertThat(history.judge(16 * SECOND, 0).reason()).contains("slow").contains("2000 ms");

    for (int i = 0; i <= DiskHistory.LEAST_SAMPLES; i++) {
      history.took(17 * SECOND, MILLI);
    }
    assertThat(stateAt(17 * SECOND)).isEqualTo(DiskState.OK);
  }

  @Test
  void slownessIsForgottenWhenNothingIsAskedOfTheDisk() {
    for (int i = 0; i < DiskHistory.LEAST_SAMPLES; i++) {
      history.took(0, 2 * SECOND);
    }
    assertThat(stateAt(DiskHistory.SAMPLE_MEMORY_NANOS)).isEqualTo(DiskState.SUSPECT);
    assertThat(stateAt(DiskHistory.SAMPLE_MEMORY_NANOS + 1)).isEqualTo(DiskState.OK);
  }

  @Test
  void fewSlowOperationsSayNothing() {
    for (int i = 0; i < DiskHistory.LEAST_SAMPLES - 1; i++) {
      history.took(0, 100 * SECOND);
    }
    assertThat(stateAt(0)).isEqualTo(DiskState.OK);
    for (int i = 0; i < 100; i++) {
      history.took(0, i % 5 == 0 ? 2 * SECOND : MILLI);
    }
    assertThat(stateAt(0)).isEqualTo(DiskState.OK);
  }

  @Test
  void operationThatDoesNotEndMakesItSuspect() {
    assertThat(history.judge(0, DiskHistory.HANGS_NANOS).state()).isEqualTo(DiskState.OK);
    assertThat(history.judge(0, DiskHistory.HANGS_NANOS + 1).reason()).contains("hangs for 10 s");
  }
}
