package dev.satchel.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.satchel.chaos.load.ApiSession;
import dev.satchel.chaos.load.Load;
import dev.satchel.chaos.process.LocalCell;
import dev.satchel.chaos.process.Programs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledServerTest {

  private static final int ROUNDS = 3;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final List<String> OPTIONS = List.of("--nodes", "4", "--extent-size", "16M");

  @TempDir Path base;

  @Test
  void everyAcknowledgedBlockReadsBackAfterTheWholeServerWasKilledAgainAndAgain() throws Exception {
    Programs programs = Programs.ofThisCheckout();
    List<Load> loads = new ArrayList<>();
    ApiSession device = null;
    for (int round = 0; round < ROUNDS; round++) {
      try (LocalCell cell = LocalCell.start(programs, base, OPTIONS)) {
        if (device == null) {
          cell.addUser();
          device = ApiSession.login(cell.address(), LocalCell.EMAIL, LocalCell.PASSWORD, "writer");
        }
        try (ApiSession session = device.at(cell.address())) {
          assertNothingLost(loads, session);
          Load load = new Load(session, "round" + round, round);
          loads.add(load);
          load.start(8);
          await().atMost(LIMIT).until(() -> load.acknowledgedCount() >= 100);
          cell.process().kill();
          load.stop();
        }
      }
    }
    try (LocalCell cell = LocalCell.start(programs, base, OPTIONS);
        ApiSession session = device.at(cell.address())) {
      assertNothingLost(loads, session);
      assertThat(cell.process().stop()).isZero();
    }
    device.close();
  }

  private static void assertNothingLost(List<Load> loads, ApiSession session) {
    for (Load load : loads) {
      assertThat(load.lost(session)).isEmpty();
    }
  }
}
