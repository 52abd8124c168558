package dev.satchel.storage.extent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.DiskState;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.runtime.Heard;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What is under way in a disk; time is what the test says. */
class DiskHealthTest {

  private long nowNanos;
  private final DiskHealth health = new DiskHealth("disk", () -> nowNanos);

  @Test
  void oldestOfAllThatIsUnderWayTellsWhetherItHangs() {
    long first = health.begins();
    nowNanos = DiskHistory.HANGS_NANOS / 2;
    long second = health.begins();
    assertIsSuspectFrom(first + DiskHistory.HANGS_NANOS + 1);

    health.ends(first);
    assertIsSuspectFrom(second + DiskHistory.HANGS_NANOS + 1);

    health.ends(second);
    assertThat(health.judge().state()).isEqualTo(DiskState.OK);
  }

  @Test
  void twoThatBeganTogetherAreTwo() {
    long began = health.begins();
    assertThat(health.begins()).isEqualTo(began);
    health.ends(began);
    assertIsSuspectFrom(began + DiskHistory.HANGS_NANOS + 1);

    health.ends(began);
    assertThat(health.judge().state()).isEqualTo(DiskState.OK);
  }

  @Test
  void diskThatFailsWhateverItIsAskedDoesNotFillTheLog() {
    try (Heard heard = Heard.of(DiskHealth.class)) {
      for (int i = 0; i < 1000; i++) {
        health.changeFailed("a sync", new IOException("input/output error"));
        health.readFailed(new ExtentId(7), new IOException("bad sector"));
      }
      assertThat(heard.lines())
          .containsExactly(
              "ERROR a sync on disk disk failed: java.io.IOException: input/output error",
              "WARN disk disk: OK -> SUSPECT: a sync failed: java.io.IOException: input/output error",
              "ERROR a read of extent 7 on disk disk failed: java.io.IOException: bad sector",
              "WARN disk disk: SUSPECT -> FAILED: failed too often, takes no more data;"
                  + " last: a sync failed: java.io.IOException: input/output error");
    }
  }

  private void assertIsSuspectFrom(long nanos) {
    nowNanos = nanos - 1;
    assertThat(health.judge().state()).isEqualTo(DiskState.OK);
    nowNanos = nanos;
    assertThat(health.judge().state()).isEqualTo(DiskState.SUSPECT);
  }
}
