package dev.satchel.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.satchel.volume.admin.ScrubOrder;
import dev.satchel.volume.admin.ScrubView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operator tells the scrub holds until he says otherwise. */
@Timeout(120)
final class ScrubCellTest {

  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final long RATE = 5_000_000;

  @TempDir private Path folder;

  @Test
  void pauseAndRateHoldWhenNodesAndManagersStartAgain() throws Exception {
    try (TestCell test = TestCell.start(folder, 3, 20)) {
      assertThat(test.awaitWritable()).isTrue();
      tell(test, "rate", RATE);
      String since = tell(test, "pause", 0).pausedSince();
      assertThat(since).isNotEmpty();
      assertThat(test.cell().admin().status().problems())
          .contains("the scrub is paused: satchel-admin scrub start lets it go on");

      test.stopNode(0);
      test.startNode(0, 20);
      test.killAndStartAgain();
      awaitDisks(test, disk -> disk.bytesPerSecond() == 0 && disk.limitBytesPerSecond() == RATE);
      assertThat(tell(test, "pause", 0).pausedSince()).isEqualTo(since);

      test.stopNode(1);
      tell(test, "start", 0);
      test.startNode(1, 20);
      awaitDisks(test, disk -> disk.bytesPerSecond() > 0 && disk.limitBytesPerSecond() == RATE);
      assertThat(test.cell().admin().scrub().pausedSince()).isEmpty();
    }
  }

  @Test
  void orderThatMakesNoSenseIsRefused() throws Exception {
    try (TestCell test = TestCell.start(folder, 1, 2)) {
      assertThatThrownBy(() -> tell(test, "hurry", 0)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> tell(test, "rate", 0)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static ScrubView tell(TestCell test, String action, long bytesPerSecond) {
    return test.cell().admin().scrub(new ScrubOrder(action, bytesPerSecond));
  }

  private static void awaitDisks(TestCell test, Predicate<ScrubView.Disk> wanted) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(test.cell().admin().scrub().disks()).hasSize(3).allMatch(wanted));
  }
}
