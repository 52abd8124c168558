package dev.satchel.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.satchel.chaos.load.ApiSession;
import dev.satchel.chaos.load.Load;
import dev.satchel.chaos.process.LocalCell;
import dev.satchel.chaos.process.Programs;
import dev.satchel.contract.BlockHash;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does with a disk that clicks, by the real commands, under load. */
class QuarantinedDiskTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final List<String> OPTIONS = List.of("--nodes", "5", "--extent-size", "16M");
  private static final Pattern COPY_ON = Pattern.compile("\"disk\":\"([^\"]+)\"");
  private static final int UNSAFE = 6;

  @TempDir Path base;

  @Test
  void diskIsKeptApartUnderLoadAndStaysSoWhenTheServerIsKilled() throws Exception {
    Programs programs = Programs.ofThisCheckout();
    String apart;
    ApiSession device;
    Load load;
    try (LocalCell cell = LocalCell.start(programs, base, OPTIONS)) {
      cell.addUser();
      device = ApiSession.login(cell.address(), LocalCell.EMAIL, LocalCell.PASSWORD, "writer");
      load = new Load(device, "load", 7);
      load.start(4);
      await().atMost(LIMIT).until(() -> load.acknowledgedCount() >= 50);
      List<String> copies = copiesOf(cell, load.acknowledgedBlocks().getFirst().toString());
      apart = copies.getFirst();

      assertThat(cell.admin("disk", "quarantine", apart))
          .contains("not done", "effect   ", "safe     ");
      assertThat(cell.admin("disk", "show", apart)).contains("state    ok");
      assertThat(cell.admin("disk", "quarantine", apart, "--reason", "it clicks", "--apply"))
          .contains("done", "state    quarantined, since ", ": it clicks");
      Programs.Finished oneTooMany =
          cell.tryAdmin("disk", "quarantine", copies.getLast(), "--apply");
      assertThat(oneTooMany.exitCode()).isEqualTo(UNSAFE);
      assertThat(oneTooMany.errors()).contains("refused: ", "fewer than 2 good copies");
      assertThat(cell.admin("status")).contains("health   warn", "quarantined");

      awaitMore(load);
      Set<BlockHash> before = Set.copyOf(load.acknowledgedBlocks());
      awaitMore(load);
      Set<BlockHash> since = new HashSet<>(load.acknowledgedBlocks());
      since.removeAll(before);
      assertThat(copiesOf(cell, since.iterator().next().toString()))
          .hasSize(3)
          .doesNotContain(apart);
      cell.process().kill();
      load.stop();
    }
    try (LocalCell cell = LocalCell.start(programs, base, OPTIONS);
        ApiSession session = device.at(cell.address())) {
      await()
          .atMost(LIMIT)
          .until(() -> cell.admin("disk", "show", apart).contains("state    quarantined"));
      assertThat(load.lost(session)).isEmpty();
      assertThat(cell.admin("disk", "quarantine", apart, "--release", "--apply"))
          .contains("state    ok");
    }
    load.close();
    device.close();
  }

  private static void awaitMore(Load load) {
    int now = load.acknowledgedCount();
    await().atMost(LIMIT).until(() -> load.acknowledgedCount() >= now + 100);
  }

  private static List<String> copiesOf(LocalCell cell, String block) throws Exception {
    String location = cell.admin("block", "locate", block, "--json");
    return COPY_ON.matcher(location).results().map((MatchResult found) -> found.group(1)).toList();
  }
}
