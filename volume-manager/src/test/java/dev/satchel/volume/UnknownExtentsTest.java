package dev.satchel.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.volume.store.PutOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that were filled under one database, and meet another. */
class UnknownExtentsTest {

  private static final int NODES = 3;
  private static final int SLOTS = 20;

  @TempDir private Path folder;

  @Test
  void nodesThatHoldExtentsDoNotJoinUnderADatabaseThatKnowsNothingOfThem() throws Exception {
    byte[] block = TestCell.bytes(1, 5000);
    try (TestCell cell = TestCell.start(folder, NODES, SLOTS)) {
      assertThat(cell.put(block)).isEqualTo(PutOutcome.STORED);
    }
    Path lost = Files.move(folder.resolve("cell.db"), folder.resolve("away.db"));
    try (TestCell cell = TestCell.start(folder, NODES, SLOTS)) {
      assertThat(cell.cell().awaitWritable(Duration.ofSeconds(3))).isFalse();
      assertThat(cell.cell().directory().nodes()).isEmpty();
      assertThat(cell.cell().database().volumes().all()).isEmpty();

      Heartbeat heartbeat = cell.heartbeats().getFirst().get();
      assertThatThrownBy(() -> cell.membership().send(heartbeat))
          .isInstanceOf(UnknownExtentsException.class)
          .hasMessageContaining("holds extents that the cell's database knows nothing of");

      for (int i = 0; i < NODES; i++) {
        cell.stopNode(i);
        cell.startNode(NODES + i, SLOTS);
      }
      assertThat(cell.awaitWritable()).isTrue();
      assertThatThrownBy(() -> cell.membership().send(heartbeat))
          .isInstanceOf(UnknownExtentsException.class);
      assertThat(cell.cell().directory().nodes()).hasSize(NODES);
    }
    Files.delete(folder.resolve("cell.db"));
    Files.move(lost, folder.resolve("cell.db"));
    try (TestCell cell = TestCell.start(folder, NODES, SLOTS)) {
      assertThat(cell.awaitWritable()).isTrue(); // so the nodes have said where they are now
      cell.assertReadable(block);
    }
  }
}
