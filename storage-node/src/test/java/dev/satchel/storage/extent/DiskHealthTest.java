package dev.satchel.storage.extent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.DiskState;
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

  private void assertIsSuspectFrom(long nanos) {
    nowNanos = nanos - 1;
    assertThat(health.judge().state()).isEqualTo(DiskState.OK);
    nowNanos = nanos;
    assertThat(health.judge().state()).isEqualTo(DiskState.SUSPECT);
  }
}
