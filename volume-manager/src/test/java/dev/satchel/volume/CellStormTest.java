package dev.satchel.volume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.volume.store.StoreUnavailableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Puts go on while nodes stop and start, volumes are sealed and the process is replaced, in an
 * order drawn from a seed. Whatever was acknowledged reads back in the end.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class CellStormTest {

  private static final int NODES = 6;
  private static final int SLOTS = 60;
  private static final int ROUNDS = 8;
  private static final int PUTS_PER_ROUND = 60;

  @TempDir private Path folder;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void everythingAcknowledgedReadsBack(long seed) throws Exception {
    Random random = new Random(seed);
    List<byte[]> acknowledged = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger next = new AtomicInteger();
    try (TestCell test = TestCell.start(folder, NODES, SLOTS)) {
      int stopped = -1;
      for (int round = 0; round < ROUNDS; round++) {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
          for (int i = 0; i < PUTS_PER_ROUND; i++) {
            byte[] block = TestCell.bytes(next.incrementAndGet(), 1 + random.nextInt(200_000));
            clients.execute(() -> putUnlessUnavailable(test, block, acknowledged));
          }
          stopped = disturb(test, random, stopped);
        }
      }
      assertThat(acknowledged).hasSizeGreaterThan(ROUNDS * PUTS_PER_ROUND / 2);
      acknowledged.forEach(test::assertReadable);
      if (stopped >= 0) {
        test.startNode(stopped, SLOTS);
      }
      assertThat(test.cell().admin().sealAll().volumes())
          .allSatisfy(volume -> assertThat(volume.state()).isEqualTo("sealed"));
      acknowledged.forEach(test::assertReadable);
    }
  }

  /** Does one thing to the cell; answers which node is stopped afterwards, or -1. */
  private static int disturb(TestCell test, Random random, int stopped) throws Exception {
    switch (random.nextInt(4)) {
      case 0 -> test.killAndStartAgain();
      case 1 -> test.cell().admin().sealAll();
      default -> {
        if (stopped >= 0) {
          test.startNode(stopped, SLOTS);
          return -1;
        }
        int victim = random.nextInt(NODES);
        test.stopNode(victim);
        return victim;
      }
    }
    return stopped;
  }

  /** A refusal is an honest answer; only what was acknowledged counts. */
  private static void putUnlessUnavailable(TestCell test, byte[] block, List<byte[]> acknowledged) {
    try {
      test.put(block);
      acknowledged.add(block);
    } catch (StoreUnavailableException refused) {
      assertThat(refused).hasMessageMatching(".+");
    }
  }
}
