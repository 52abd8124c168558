package dev.satchel.storage.extent;

import static dev.satchel.storage.extent.StoreUnderTest.NEVER;
import static dev.satchel.storage.extent.StoreUnderTest.TRASH_FOR;
import static dev.satchel.storage.extent.StoreUnderTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ExtentInfo;
import dev.satchel.storage.ExtentState;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.disk.FaultyDisk;
import dev.satchel.storage.extent.Life.Action;
import dev.satchel.storage.extent.Life.Row;
import dev.satchel.storage.extent.Life.Step;
import dev.satchel.storage.format.BatchFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * For n = 1, 2, 3 ... the nth write, erasure or sync is the last one of the node, anywhere in the
 * lives of a few extents: what was answered for is so after the restart, what was under way is as
 * before or as after, and whoever asked may ask again and go on.
 */
@Timeout(120)
class LifeCrashTest {

  /** Goes on behind the last step, where a closing node brings its table up to date. */
  private static final int CLOSING_CHANGES = 4;

  private static final int OTHER_EXTENTS = 5;
  private static final int DISK_BYTES =
      (1 << 20) + (OTHER_EXTENTS + 2) * (int) StoreUnderTest.SLOT_BYTES;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void livesGoOnAfterAPowerCutAtEveryCall(long seed) throws IOException {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    everyCall(NEVER, disk -> disk.afterPowerCut(random));
  }

  @Test
  void livesGoOnAfterAKillAtEveryCall() throws IOException {
    everyCall(NEVER, FaultyDisk::afterKill);
  }

  /** As soon as nothing waits, the table is written: checkpoints come between all steps. */
  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void livesGoOnWithCheckpointsInBetween(long seed) throws IOException {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    everyCall(Duration.ZERO, disk -> disk.afterPowerCut(random));
  }

  /**
   * A disk on which two slots are free, behind others whose entries fill the first sector of the
   * table's page: the two have theirs in the next, so that a page can be torn.
   */
  private static FaultyDisk diskWithTwoFreeSlots() throws IOException {
    FaultyDisk disk = new FaultyDisk(DISK_BYTES);
    StorePolicy policy = StorePolicy.trashFor(TRASH_FOR);
    try (ExtentStore store = StoreUnderTest.open(new MetricRegistry(), policy)) {
      store.addDisk(
          disk, new DiskSetup(StoreUnderTest.NODE, StoreUnderTest.SLOT_BYTES, DISK_BYTES, true));
      for (long id = 101; id < 101 + OTHER_EXTENTS; id++) {
        store.create(1, new ExtentId(id), id, 0, StoreUnderTest.deadline()).join();
      }
    }
    return disk;
  }

  /** What a crash leaves of a disk. */
  @FunctionalInterface
  private interface Crash {
    FaultyDisk of(FaultyDisk disk);
  }

  private static void everyCall(Duration catchUpAfter, Crash crash) throws IOException {
    FaultyDisk blank = diskWithTwoFreeSlots();
    int beyond = 0;
    for (int nth = 1; beyond < CLOSING_CHANGES; nth++) {
      Life life = new Life();
      StorePolicy policy = new StorePolicy(TRASH_FOR, catchUpAfter, life::now);
      FaultyDisk disk = blank.afterKill();
      disk.crashAtChange(nth);
      int answered = live(disk, policy, life);
      FaultyDisk crashed = crash.of(disk);
      // The next start may be cut short as well.
      crashed.crashAtChange(1 + nth % 6);
      startAndStop(crashed, policy);
      FaultyDisk again = crash.of(crashed);
      try (var store = new StoreUnderTest(again, policy)) {
        checkAfterCrash(store, answered, "crash at call " + nth + " in step " + answered);
        goOn(store, life, answered);
        check(store, Life.world(Life.STEPS.size()), "at the end, crash at call " + nth);
      }
      beyond = answered == Life.STEPS.size() ? beyond + 1 : 0;
    }
  }

  /** Lives until the disk fails; answers how many steps were answered for. */
  private static int live(FaultyDisk disk, StorePolicy policy, Life life) {
    int answered = 0;
    try (var store = new StoreUnderTest(disk, policy)) {
      while (answered < Life.STEPS.size()) {
        life.begin(store, answered).join();
        answered++;
      }
    } catch (IOException | RuntimeException crashed) {
      assertThat(answered).isLessThan(Life.STEPS.size());
    }
    return answered;
  }

  private static void startAndStop(FaultyDisk disk, StorePolicy policy) {
    try (var store = new StoreUnderTest(disk, policy)) {
      assertThat(store.store.list()).hasSizeLessThan(OTHER_EXTENTS + 3);
    } catch (IOException crashed) {
      assertThat(crashed).hasMessageContaining("input/output error");
    }
  }

  private static void checkAfterCrash(StoreUnderTest store, int answered, String when)
      throws IOException {
    Map<Long, Row> before = Life.world(answered);
    if (answered == Life.STEPS.size()) {
      check(store, before, when);
      return;
    }
    Map<Long, Row> after = Life.world(answered + 1);
    long underWay = Life.STEPS.get(answered).id();
    for (long id = 1; id <= 4; id++) {
      Row expected = before.get(id);
      if (id == underWay && !isSeen(store, id, expected)) {
        expected = after.get(id);
      }
      assertSeen(store, id, expected, when);
    }
    checkEpochs(store, answered, when);
  }

  /** Neither a manager nor a writer that was shut out comes back through a restart. */
  private static void checkEpochs(StoreUnderTest store, int answered, String when) {
    for (int i = answered - 1; i > 0; i--) {
      Step step = Life.STEPS.get(i);
      if (step.action() == Action.CLAIM && Life.world(answered).containsKey(step.id())) {
        NodeException refusal = refusal(store.claim(step.id(), i));
        assertThat(refusal.error())
            .as(when)
            .isIn(NodeError.STALE_EPOCH, NodeError.NOT_OPEN, NodeError.NO_SUCH_EXTENT);
      }
      if (!isManagers(step.action())) {
        continue;
      }
      assertThat(refusal(store.close(i, step.id())).error()).isEqualTo(NodeError.STALE_EPOCH);
      return;
    }
  }

  private static boolean isManagers(Action action) {
    return switch (action) {
      case CREATE, CLOSE, SEAL, TRASH, RESTORE, PURGE -> true;
      case CLAIM, APPEND, WAIT -> false;
    };
  }

  private static boolean isSeen(StoreUnderTest store, long id, @Nullable Row row) {
    try {
      ExtentInfo info = store.info(id);
      return row != null && info.state() == row.state() && info.endOffset() == row.end();
    } catch (NodeException gone) {
      return row == null;
    }
  }

  private static void check(StoreUnderTest store, Map<Long, Row> world, String when)
      throws IOException {
    for (long id = 1; id <= 4; id++) {
      assertSeen(store, id, world.get(id), when);
    }
  }

  private static void assertSeen(StoreUnderTest store, long id, @Nullable Row row, String when)
      throws IOException {
    if (row == null) {
      assertThat(store.store.list()).as(when).noneMatch(info -> info.id().equals(new ExtentId(id)));
      return;
    }
    ExtentInfo info = store.info(id);
    assertThat(info.state()).as("extent %d, %s", id, when).isEqualTo(row.state());
    assertThat(info.endOffset()).as("extent %d, %s", id, when).isEqualTo(row.end());
    long offset = 0;
    for (byte[] payload : row.payloads()) {
      if (row.state() != ExtentState.TRASHED) {
        assertThat(store.payload(id, offset, payload.length)).as(when).isEqualTo(payload);
      }
      offset += BatchFormat.paddedLength(payload.length);
    }
  }

  private static void goOn(StoreUnderTest store, Life life, int answered) {
    for (int i = answered; i < Life.STEPS.size(); i++) {
      Step step = Life.STEPS.get(i);
      if (i == answered && step.action() == Action.PURGE) {
        life.begin(store, i).handle((done, gone) -> true).join();
        awaitFreeSlot(store);
      } else {
        life.begin(store, i).join();
      }
    }
  }

  /** A purge that the crash interrupted is ended beside what else is asked for. */
  private static void awaitFreeSlot(StoreUnderTest store) {
    while (store.store.disks().getFirst().freeSlots() == 0) {
      Thread.onSpinWait();
    }
  }
}
