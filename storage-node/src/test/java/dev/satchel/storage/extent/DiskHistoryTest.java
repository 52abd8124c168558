package dev.satchel.storage.extent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.DiskState;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a disk's errors and latencies make of it; time is what the test says. */
class DiskHistoryTest {

  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1000 * MILLI;

  private final DiskHistory history = new DiskHistory();

  private DiskState stateAt(long nowNanos) {
    return history.judge(nowNanos, 0).state();
  }

  @Test
  void boundsAreThoseThatThePageNames() {
    assertThat(DiskHistory.FATAL_ERRORS).isEqualTo(16);
    assertThat(DiskHistory.ERROR_MEMORY_NANOS).isEqualTo(600 * SECOND);
    assertThat(DiskHistory.LEAST_SAMPLES).isEqualTo(16);
    assertThat(DiskHistory.SAMPLE_MEMORY_NANOS).isEqualTo(60 * SECOND);
    assertThat(DiskHistory.SLOW_NANOS).isEqualTo(SECOND);
    assertThat(DiskHistory.HANGS_NANOS).isEqualTo(10 * SECOND);
  }

  /** Half of them is enough, and all that are needed. */
  @Test
  void halfOfTheOperationsTellWhetherADiskIsSlow() {
    for (int i = 0; i < 16; i++) {
      history.took(0, i < 9 ? SECOND : SECOND + 1);
    }
    assertThat(stateAt(0)).isEqualTo(DiskState.OK);
    history.took(0, SECOND + 1);
    history.took(0, SECOND + 1);
    assertThat(stateAt(0)).isEqualTo(DiskState.SUSPECT);
  }

  @Test
  void diskThatDidNothingIsWell() {
    assertThat(history.judge(5, 0)).isEqualTo(new DiskHistory.Verdict(DiskState.OK, ""));
  }

  /**
   * A word is an operation each second: R, r a read of extent 1, 2 that fails; W a write; o all
   * well.
   */
  @ParameterizedTest(name = "{0} makes it {1}")
  @CsvSource({
    // one error, of whatever kind
    "R, SUSPECT",
    "W, SUSPECT",
    "Ro, SUSPECT",
    // reads that fail say nothing about writes, however many, while anything else succeeds
    "16R, SUSPECT",
    "1000R, SUSPECT",
    "8R o 8r o 8R o 8r o 100R o, SUSPECT",
    "15R r o 15R r o, SUSPECT",
    "40R 15W o 40R, SUSPECT",
    // writes and syncs that fail are counted, whatever succeeds in between
    "15W, SUSPECT",
    "16W, FAILED",
    "15W o W, FAILED",
    "8W 100o 8W 100o, FAILED",
    // all of it fails, and not in one place
    "15R r, FAILED",
    "8R 8r, FAILED",
    "8R 7r, SUSPECT",
    "15R r 100R, FAILED",
    // until something succeeds
    "8R 8r o, SUSPECT",
    "8R 8r o 15R, SUSPECT",
    "8R 8r o 8R 8r, FAILED",
  })
  void whatFailedDecides(String operations, DiskState expected) {
    assertThat(stateAt(play(operations))).isEqualTo(expected);
  }

  /** Answers the time after the last operation. */
  private long play(String operations) {
    Matcher each = Pattern.compile("(\\d*)([RrWo])").matcher(operations);
    long now = 0;
    while (each.find()) {
      int times = each.group(1).isEmpty() ? 1 : Integer.parseInt(each.group(1));
      for (int i = 0; i < times; i++) {
        // All within the memory of errors, however many there are.
        now += DiskHistory.ERROR_MEMORY_NANOS / 10_000;
        switch (each.group(2)) {
          case "R" -> history.readFailed(now, 1, "a read failed");
          case "r" -> history.readFailed(now, 2, "a read failed");
          case "W" -> history.changeFailed(now, "a write failed");
          default -> history.succeeded();
        }
      }
    }
    return now;
  }

  @Test
  void errorIsForgottenAfterAWhile() {
    for (String error : List.of("R", "W")) {
      long last = play(error);
      assertThat(history.judge(last, 0).reason()).contains(error.equals("W") ? "write" : "read");
      assertThat(stateAt(last + DiskHistory.ERROR_MEMORY_NANOS)).isEqualTo(DiskState.SUSPECT);
      assertThat(stateAt(last + DiskHistory.ERROR_MEMORY_NANOS + 1)).isEqualTo(DiskState.OK);
    }
  }

  @Test
  void diskThatCannotWriteStaysFailed() {
    long last = play("16W");

    history.succeeded();
    assertThat(stateAt(last + 100 * DiskHistory.ERROR_MEMORY_NANOS)).isEqualTo(DiskState.FAILED);
    assertThat(history.judge(last, 0).reason()).contains("takes no more data; last: a write");
  }

  @Test
  void firstReasonToWriteNoMoreStays() {
    history.ended(0, "its file was removed", "its file was removed");
    assertThat(history.judge(0, 0).reason()).isEqualTo("its file was removed, takes no more data");

    long last = play("20W");

    assertThat(history.judge(last, 0).reason())
        .isEqualTo("its file was removed, takes no more data; last: a write failed");
  }

  @Test
  void diskThatFailsAllStaysSoUntilSomethingSucceeds() {
    long last = play("8R 8r");

    assertThat(stateAt(last + 100 * DiskHistory.ERROR_MEMORY_NANOS)).isEqualTo(DiskState.FAILED);
    assertThat(history.judge(last, 0).reason()).contains("fails whatever it is asked");
    history.succeeded();
    assertThat(stateAt(last)).isEqualTo(DiskState.SUSPECT);
    assertThat(stateAt(last + DiskHistory.ERROR_MEMORY_NANOS + 1)).isEqualTo(DiskState.OK);
  }

  @Test
  void failedWritesFarApartAreNotTheEnd() {
    for (int i = 0; i < 100; i++) {
      history.changeFailed(i * DiskHistory.ERROR_MEMORY_NANOS / 15 + i, "an error");
      history.succeeded();
    }
    assertThat(stateAt(7 * DiskHistory.ERROR_MEMORY_NANOS)).isEqualTo(DiskState.SUSPECT);
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
