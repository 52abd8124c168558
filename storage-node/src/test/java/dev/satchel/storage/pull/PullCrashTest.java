package dev.satchel.storage.pull;

import static dev.satchel.storage.pull.PullingNode.MEBIBYTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ExtentInfo;
import dev.satchel.storage.ExtentState;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.SealedExtent;
import dev.satchel.storage.disk.FaultyDisk;
import dev.satchel.storage.extent.StorePolicy;
import dev.satchel.storage.pull.PullingNode.Room;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * For n = 1, 2, 3 ... the nth write, erasure or sync is the last one of a node that pulls, resumes,
 * seals and trashes copies: what was answered for is so after the restart, every byte below an end
 * is the peer's, and whoever asked may ask again and go on.
 */
@Timeout(120)
class PullCrashTest {

  /** A page, and a short one behind it. */
  private static final int LENGTH = MEBIBYTE + 12_288;

  private static final Room ROOM = new Room(2, 2 * MEBIBYTE);

  /** So many lives in a row must not be cut short: the grouping of writes differs between them. */
  private static final int WHOLE_LIVES = 3;

  private static final FakePeer PEER = new FakePeer(LENGTH);

  /** What a step does; its number is the epoch of the manager that asks. */
  @FunctionalInterface
  private interface Action {
    CompletableFuture<?> begin(PullingNode node, long epoch, ExtentId id);
  }

  /** What is to be seen of an extent. */
  private record Row(ExtentState state, int end) {}

  /** One step, and its extent when it is done, or null when that is gone. */
  private record Step(long id, Action action, @Nullable Row after) {}

  private static final Action CREATE =
      (node, epoch, id) ->
          node.store.create(epoch, id, 100 + id.value(), 0, PullingNode.deadline());
  private static final Action CLOSE =
      (node, epoch, id) -> node.store.close(epoch, id, PullingNode.deadline());
  private static final Action TRASH =
      (node, epoch, id) -> node.store.trash(epoch, id, PullingNode.deadline());
  private static final Action RESTORE =
      (node, epoch, id) -> node.store.restore(epoch, id, PullingNode.deadline());
  private static final Action PURGE =
      (node, epoch, id) -> node.store.purge(epoch, id, Duration.ZERO, PullingNode.deadline());

  private static final List<Step> STEPS =
      List.of(
          new Step(1, CREATE, new Row(ExtentState.OPEN, 0)),
          new Step(1, pull(8192), new Row(ExtentState.OPEN, 8192)),
          new Step(2, CREATE, new Row(ExtentState.OPEN, 0)),
          new Step(1, pull(LENGTH), new Row(ExtentState.OPEN, LENGTH)),
          new Step(2, pull(MEBIBYTE), new Row(ExtentState.OPEN, MEBIBYTE)),
          new Step(1, CLOSE, new Row(ExtentState.CLOSED, LENGTH)),
          new Step(1, seal(LENGTH), new Row(ExtentState.SEALED, LENGTH)),
          new Step(2, CLOSE, new Row(ExtentState.CLOSED, MEBIBYTE)),
          new Step(2, TRASH, new Row(ExtentState.TRASHED, MEBIBYTE)),
          new Step(2, RESTORE, new Row(ExtentState.CLOSED, MEBIBYTE)),
          new Step(1, pull(LENGTH), new Row(ExtentState.SEALED, LENGTH)),
          new Step(2, TRASH, new Row(ExtentState.TRASHED, MEBIBYTE)),
          new Step(2, PURGE, null),
          new Step(3, CREATE, new Row(ExtentState.OPEN, 0)),
          new Step(3, pull(LENGTH), new Row(ExtentState.OPEN, LENGTH)),
          new Step(3, CLOSE, new Row(ExtentState.CLOSED, LENGTH)),
          new Step(3, seal(LENGTH), new Row(ExtentState.SEALED, LENGTH)));

  private static Action pull(int lengthBytes) {
    return (node, epoch, id) -> node.pull(epoch, id.value(), lengthBytes);
  }

  private static Action seal(int lengthBytes) {
    return (node, epoch, id) -> node.seal(epoch, id.value(), lengthBytes);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void copiesGoOnAfterAPowerCutAtEveryCall(long seed) throws IOException {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    everyCall(Duration.ofHours(1), disk -> disk.afterPowerCut(random));
  }

  @Test
  void copiesGoOnAfterAKillAtEveryCall() throws IOException {
    everyCall(Duration.ofHours(1), FaultyDisk::afterKill);
  }

  /** As soon as nothing waits, the table is written: checkpoints come between all pages. */
  @Test
  void copiesGoOnWithCheckpointsInBetween() throws IOException {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
    everyCall(Duration.ZERO, disk -> disk.afterPowerCut(random));
  }

  /** What a crash leaves of a disk. */
  @FunctionalInterface
  private interface Crash {
    FaultyDisk of(FaultyDisk disk);
  }

  private static void everyCall(Duration catchUpAfter, Crash crash) throws IOException {
    StorePolicy policy = new StorePolicy(Duration.ZERO, catchUpAfter, InstantSource.system());
    FaultyDisk blank = formatted(policy);
    int wholeLives = 0;
    for (int nth = 1; wholeLives < WHOLE_LIVES; nth++) {
      FaultyDisk disk = blank.afterKill();
      disk.crashAtChange(nth);
      int answered = live(disk, policy);
      FaultyDisk crashed = crash.of(disk);
      // The next start may be cut short as well.
      crashed.crashAtChange(1 + nth % 4);
      startAndStop(crashed, policy);
      try (PullingNode node = open(crash.of(crashed), policy)) {
        check(node, answered, "crash at call " + nth + " in step " + answered);
        goOn(node, answered);
        check(node, STEPS.size(), "at the end, crash at call " + nth);
        checkSeal(node, 1);
        checkSeal(node, 3);
      }
      wholeLives = answered == STEPS.size() ? wholeLives + 1 : 0;
    }
  }

  private static FaultyDisk formatted(StorePolicy policy) throws IOException {
    FaultyDisk disk = ROOM.blankDisk();
    open(disk, policy).close();
    return disk;
  }

  private static PullingNode open(FaultyDisk disk, StorePolicy policy) throws IOException {
    return new PullingNode(disk, ROOM, PEER, policy);
  }

  /** Lives until the disk fails; answers how many steps were answered for. */
  private static int live(FaultyDisk disk, StorePolicy policy) {
    int answered = 0;
    try (PullingNode node = open(disk, policy)) {
      while (answered < STEPS.size()) {
        begin(node, answered).join();
        answered++;
      }
    } catch (IOException | RuntimeException crashed) {
      assertThat(answered).isLessThan(STEPS.size());
    }
    return answered;
  }

  private static CompletableFuture<?> begin(PullingNode node, int index) {
    Step step = STEPS.get(index);
    return step.action().begin(node, index + 1L, new ExtentId(step.id()));
  }

  private static void startAndStop(FaultyDisk disk, StorePolicy policy) {
    try (PullingNode node = open(disk, policy)) {
      assertThat(node.store.list()).hasSizeLessThan(3);
    } catch (IOException crashed) {
      assertThat(crashed).hasMessageContaining("input/output error");
    }
  }

  /** What was answered for is so; the extent of the step under way is between before and after. */
  private static void check(PullingNode node, int answered, String when) throws IOException {
    Map<Long, Row> before = world(answered);
    Map<Long, Row> after = world(Math.min(answered + 1, STEPS.size()));
    for (long id = 1; id <= 3; id++) {
      ExtentInfo seen = seen(node, id);
      Row least = before.get(id);
      Row most = after.get(id);
      if (seen == null) {
        assertThat(least == null || most == null).as("extent %d is gone, %s", id, when).isTrue();
      } else {
        assertThat(least != null || most != null).as("extent %d is there, %s", id, when).isTrue();
        checkBetween(seen, least == null ? most : least, most == null ? least : most, when);
        if (seen.state() != ExtentState.TRASHED) {
          node.checkIsCopy(id, when);
        }
      }
    }
  }

  private static void checkBetween(
      ExtentInfo seen, @Nullable Row least, @Nullable Row most, String when) {
    assertThat(least).isNotNull();
    assertThat(most).isNotNull();
    assertThat(seen.state()).as("%s, %s", seen, when).isIn(least.state(), most.state());
    assertThat(seen.endOffset())
        .as("%s, %s", seen, when)
        .isBetween((long) least.end(), (long) most.end());
  }

  private static Map<Long, Row> world(int answered) {
    Map<Long, Row> rows = new HashMap<>();
    for (Step step : STEPS.subList(0, answered)) {
      rows.put(step.id(), step.after());
    }
    return rows;
  }

  private static @Nullable ExtentInfo seen(PullingNode node, long id) {
    try {
      return node.info(id);
    } catch (NodeException gone) {
      return null;
    }
  }

  private static void goOn(PullingNode node, int answered) {
    for (int i = answered; i < STEPS.size(); i++) {
      if (i == answered && STEPS.get(i).action() == PURGE) {
        begin(node, i).handle((done, gone) -> true).join();
        awaitFreeSlot(node);
      } else {
        begin(node, i).join();
      }
    }
  }

  /** A purge that the crash interrupted is ended beside what else is asked for. */
  private static void awaitFreeSlot(PullingNode node) {
    while (node.store.disks().getFirst().freeSlots() == 0) {
      Thread.onSpinWait();
    }
  }

  private static void checkSeal(PullingNode node, long id) throws IOException {
    SealedExtent sealed = node.store.sealed(new ExtentId(id));
    assertThat(sealed).isEqualTo(new SealedExtent(LENGTH, PEER.order(0, LENGTH).pageChecksums()));
  }
}
