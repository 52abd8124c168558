package dev.satchel.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.satchel.chaos.load.ApiSession;
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

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final List<String> SMALL_EXTENTS = List.of("--extent-size", "16M");

  @TempDir Path base;

  @Test
  void nothingAcknowledgedIsLostWhenNodesAreKilledUnderLoad() throws Exception {
    try (LocalCell cell =
        LocalCell.start(
            Programs.ofThisCheckout(), base, List.of("--nodes", "3", "--extent-size", "16M"))) {
      cell.addUser();
      ServerProcess fourth = cell.join("fourth", SMALL_EXTENTS);
      ServerProcess fifth = cell.join("fifth", SMALL_EXTENTS);
      await()
          .atMost(LIMIT)
          .until(() -> cell.admin("node", "list", "--json").split("\"up\"").length == 6);

      try (ApiSession session =
              ApiSession.login(cell.address(), LocalCell.EMAIL, LocalCell.PASSWORD, "writer");
          Load load = new Load(session, "load", 42)) {
        load.start(8);
        await().atMost(LIMIT).until(() -> load.acknowledgedCount() >= 150);
        fourth.kill();
        int afterFirst = load.acknowledgedCount();
        await().atMost(LIMIT).until(() -> load.acknowledgedCount() >= afterFirst + 150);
        fifth.kill();
        int afterSecond = load.acknowledgedCount();
        await().atMost(LIMIT).until(() -> load.acknowledgedCount() >= afterSecond + 150);
        load.stop();

        assertThat(load.lost(session)).isEmpty();
      }
    }
  }
}
