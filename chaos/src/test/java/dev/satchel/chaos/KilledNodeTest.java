package dev.satchel.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.satchel.chaos.load.ApiSession;
import dev.satchel.chaos.load.BlockLocator;
import dev.satchel.chaos.load.Load;
import dev.satchel.chaos.process.LocalCell;
import dev.satchel.chaos.process.Programs;
import dev.satchel.chaos.process.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledNodeTest {

  private static final Duration LIMIT = Duration.ofSeconds(120);

  /** So small that volumes fill up and the nodes that joined late get their share. */
  private static final List<String> SMALL_EXTENTS = List.of("--extent-size", "8M");

  /** A node is killed only when it holds this many acknowledged blocks. */
  private static final int HELD = 20;

  @TempDir Path base;

  @Test
  void nothingAcknowledgedIsLostWhenNodesAreKilledUnderLoad() throws Exception {
    try (LocalCell cell =
        LocalCell.start(
            Programs.ofThisCheckout(), base, List.of("--nodes", "3", "--extent-size", "8M"))) {
      cell.addUser();
      ServerProcess fourth = cell.join("fourth", SMALL_EXTENTS);
      ServerProcess fifth = cell.join("fifth", SMALL_EXTENTS);
      await().atMost(LIMIT).until(() -> cell.nodesUp() == 5);

      try (ApiSession session =
              ApiSession.login(cell.address(), LocalCell.EMAIL, LocalCell.PASSWORD, "writer");
          BlockLocator locator = new BlockLocator(cell.address(), cell.adminToken());
          Load load = new Load(session, "load", 42)) {
        load.start(8);
        killOnceItHoldsBlocks(fourth, cell.nodeId("fourth"), locator, load);
        killOnceItHoldsBlocks(fifth, cell.nodeId("fifth"), locator, load);
        load.stop();

        assertThat(load.lost(session)).isEmpty();
      }
    }
  }

  /** And waits until many more writes were acknowledged without it. */
  private static void killOnceItHoldsBlocks(
      ServerProcess node, String nodeId, BlockLocator locator, Load load) {
    await().atMost(LIMIT).until(() -> locator.heldBy(nodeId, load.acknowledgedBlocks()) >= HELD);
    node.kill();
    int atTheKill = load.acknowledgedCount();
    await().atMost(LIMIT).until(() -> load.acknowledgedCount() >= atTheKill + 150);
  }
}
