package dev.satchel.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.satchel.volume.admin.BlockLocation;
import dev.satchel.volume.admin.ScrubOrder;
import dev.satchel.volume.admin.ScrubView;
import dev.satchel.volume.admin.VolumeView;
import dev.satchel.volume.store.GetOutcome;
import dev.satchel.volume.store.PutOutcome;
import dev.satchel.volume.store.StoreFullException;
import dev.satchel.volume.store.StoreUnavailableException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the cell does when something breaks. One rule: what was acknowledged reads back. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class CellFaultTest {

  private static final int SMALL = 20_000;

  @TempDir private Path folder;

  @Test
  void nodeThatStopsInTheMiddleOfPutsCostsNothingAcknowledged() throws Exception {
    try (TestCell test = TestCell.start(folder, 5, 30)) {
      assertThat(test.awaitWritable()).isTrue();
      List<byte[]> acknowledged = Collections.synchronizedList(new ArrayList<>());
      AtomicInteger next = new AtomicInteger();
      AtomicBoolean stop = new AtomicBoolean();
      try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          running.add(
              clients.submit(() -> {
                while (!stop.get()) {
                  byte[] block = TestCell.bytes(next.incrementAndGet(), SMALL);
                  assertThat(test.put(block)).isEqualTo(PutOutcome.STORED);
                  acknowledged.add(block);
                }
              }));
        }
        await().until(() -> acknowledged.size() > 100);
        test.stopNode(test.numberOf(someNodeInUse(test)));
        int before = acknowledged.size();
        await().atMost(Duration.ofSeconds(30)).until(() -> acknowledged.size() > before + 100);
        stop.set(true);
        for (Future<?> client : running) {
          client.get();
        }
      }
      acknowledged.forEach(test::assertReadable);
    }
  }

  @Test
  void damagedCopyIsNoticedCountedAndServedFromAnother() throws Exception {
    try (TestCell test = TestCell.start(folder, 3, 20)) {
      byte[] block = TestCell.bytes(1, 300_000);
      test.put(block);
      BlockLocation location = test.cell().admin().locate(TestCell.hashOf(block)).orElseThrow();
      assertThat(location.copies()).hasSize(3);
      damage(location.copies().get(0), 1000);
      damage(location.copies().get(1), 40);
      for (int i = 0; i < 12; i++) {
        test.assertReadable(block);
      }
      assertThat(test.metrics().meter("cell.get.damaged_copies").getCount()).isPositive();
      assertThat(test.cell().admin().verify(TestCell.hashOf(block)).orElseThrow())
          .satisfies(verification -> assertThat(verification.good()).isFalse())
          .satisfies(verification ->
              assertThat(verification.copies())
                  .extracting(copy -> copy.good())
                  .containsExactlyInAnyOrder(false, false, true));
      damage(location.copies().get(2), 100_000);
      assertThat(test.cell().get(TestCell.hashOf(block))).isInstanceOf(GetOutcome.Unreadable.class);
    }
  }

  /** Nothing is sealed by hand here: who finds the damage sees to it that it is told. */
  @Test
  void damageThatAReadFindsInAnOpenVolumeIsToldAtOnceAndAfterARestart() throws Exception {
    byte[] block = TestCell.bytes(1, 300_000);
    long volume;
    try (TestCell test = TestCell.start(folder, 4, 20)) {
      test.put(block);
      BlockLocation location = test.cell().admin().locate(TestCell.hashOf(block)).orElseThrow();
      volume = location.volume();
      damage(location.copies().getFirst(), 1000);
      await()
          .untilAsserted(() -> {
            test.assertReadable(block);
            assertThat(test.cell().admin().volume(volume).orElseThrow().extents())
                .extracting(VolumeView.ExtentView::state)
                .containsExactlyInAnyOrder("lost", "sealed", "sealed");
          });
      assertThat(test.cell().admin().volume(volume).orElseThrow().reason())
          .contains("node " + location.copies().getFirst().node(), "damaged");
      assertThat(test.cell().admin().status().volumes().degraded()).isEqualTo(1);
      assertThat(test.put(TestCell.bytes(2, 1000))).isEqualTo(PutOutcome.STORED);
    }
    try (TestCell test = TestCell.start(folder, 4, 20)) {
      await()
          .untilAsserted(() ->
              assertThat(test.cell().admin().status().nodes())
                  .allMatch(node -> node.state().equals("up")));
      assertThat(test.cell().admin().status().health()).isEqualTo("warn");
      assertThat(test.cell().admin().status().volumes().degraded()).isEqualTo(1);
      test.assertReadable(block);
    }
  }

  @Test
  void damageThatAReadFindsInASealedVolumeIsToldAtOnceAndAfterARestart() throws Exception {
    byte[] block = TestCell.bytes(1, 300_000);
    BlockLocation.Copy bad;
    try (TestCell test = TestCell.start(folder, 3, 20)) {
      test.put(block);
      BlockLocation location = test.cell().admin().locate(TestCell.hashOf(block)).orElseThrow();
      test.cell().admin().sealVolume(location.volume());
      bad = location.copies().getFirst();
      damage(bad, 1000);
      await()
          .untilAsserted(() -> {
            test.assertReadable(block);
            assertThat(test.cell().admin().scrub().damage())
                .extracting(ScrubView.Damage::extent, ScrubView.Damage::kind)
                .containsExactly(tuple(bad.extent(), "page"));
          });
      assertThat(test.cell().admin().status().health()).isEqualTo("warn");
    }
    // By number at once, by name when the scrub comes there; until a whole walk finds it mended.
    try (TestCell test = TestCell.start(folder, 3, 20)) {
      await().untilAsserted(() -> assertThat(errorsFound(test)).isEqualTo(1));
      test.cell().admin().scrub(new ScrubOrder("start", 0));
      await()
          .untilAsserted(() ->
              assertThat(test.cell().admin().scrub().damage())
                  .extracting(ScrubView.Damage::extent)
                  .containsExactly(bad.extent()));
      damage(bad, 1000);
      await()
          .untilAsserted(() -> {
            test.cell().admin().scrub(new ScrubOrder("start", 0));
            assertThat(errorsFound(test)).isZero();
          });
      assertThat(test.cell().admin().scrub().damage()).isEmpty();
    }
    try (TestCell test = TestCell.start(folder, 3, 20)) {
      await().until(() -> test.cell().admin().scrub().disks().size() == 3);
      assertThat(errorsFound(test)).isZero();
    }
  }

  /** What a node cannot make sense of when it starts is told without anybody reading it. */
  @Test
  void damageThatANodeFindsAtItsStartIsToldAtOnce() throws Exception {
    byte[] block = TestCell.bytes(1, 300_000);
    try (TestCell test = TestCell.start(folder, 3, 20)) {
      test.put(block);
      BlockLocation location = test.cell().admin().locate(TestCell.hashOf(block)).orElseThrow();
      BlockLocation.Copy bad = location.copies().getFirst();
      int number = test.numberOf(bad.node());
      for (int start = 0; start < 2; start++) {
        test.stopNode(number);
        if (start == 0) {
          damageHeader(bad);
        }
        test.startNode(number, 20);
        await()
            .untilAsserted(() ->
                assertThat(test.cell().admin().scrub().damage())
                    .extracting(ScrubView.Damage::disk, ScrubView.Damage::kind)
                    .containsExactly(tuple(bad.disk(), "slot")));
        assertThat(test.cell().admin().status().health()).isEqualTo("warn");
        test.assertReadable(block);
      }
    }
  }

  /** Scenario: damage takes with it what it hit, whatever the volume goes through afterwards. */
  @Test
  void eachBlockThatIsWholeSomewhereIsReadWhenNoCopyOfItsVolumeIs() throws Exception {
    try (TestCell test = TestCell.start(folder, 3, 20)) {
      List<byte[]> blocks = new ArrayList<>();
      List<BlockLocation> locations = new ArrayList<>();
      for (int i = 0; blocks.size() < 4; i++) {
        byte[] block = TestCell.bytes(i, SMALL);
        test.put(block);
        BlockLocation at = test.cell().admin().locate(TestCell.hashOf(block)).orElseThrow();
        if (locations.isEmpty() || at.volume() == locations.getFirst().volume()) {
          blocks.add(block);
          locations.add(at);
        }
      }
      for (int copy = 0; copy < 3; copy++) {
        damage(locations.get(copy).copies().get(copy), 1000);
      }
      long volume = locations.getFirst().volume();
      test.cell().admin().sealVolume(volume);
      await()
          .untilAsserted(() ->
              assertThat(test.cell().admin().volume(volume).orElseThrow().extents())
                  .extracting(VolumeView.ExtentView::state)
                  .containsOnly("lost"));
      blocks.forEach(test::assertReadable);
      assertThat(test.cell().admin().status().health()).isEqualTo("error");
    }
  }

  @Test
  void volumeThatIsFullIsFollowedByTheNext() throws Exception {
    try (TestCell test = TestCell.start(folder, 3, 30)) {
      List<byte[]> blocks = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        blocks.add(TestCell.bytes(i, 3 << 20));
        assertThat(test.put(blocks.getLast())).isEqualTo(PutOutcome.STORED);
      }
      blocks.forEach(test::assertReadable);
      await()
          .untilAsserted(
              () -> assertThat(test.cell().admin().status().volumes().sealed()).isGreaterThan(3));
      assertThat(test.cell().admin().status().health()).isEqualTo("ok");
    }
  }

  @Test
  void killedProcessGoesOnWithItsVolumes() throws Exception {
    try (TestCell test = TestCell.start(folder, 3, 20)) {
      List<byte[]> blocks = new ArrayList<>();
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 20; i++) {
          blocks.add(TestCell.bytes(100 * round + i, SMALL));
          test.put(blocks.getLast());
        }
        test.killAndStartAgain();
        assertThat(test.awaitWritable()).isTrue();
      }
      blocks.forEach(test::assertReadable);
      assertThat(test.cell().admin().volumes().volumes())
          .extracting(VolumeView::state)
          .containsOnly("open");
    }
  }

  @Test
  void wholeCellThatComesBackUnderNewAddressesGoesOnWithItsVolumes() throws Exception {
    byte[] block = TestCell.bytes(9, SMALL);
    List<Long> volumes;
    try (TestCell test = TestCell.start(folder, 5, 20)) {
      test.put(block);
      await().until(() -> test.cell().admin().volumes().volumes().size() >= 3);
      volumes = ids(test);
    }
    try (TestCell test = TestCell.start(folder, 5, 20)) {
      assertThat(test.put(TestCell.bytes(10, SMALL))).isEqualTo(PutOutcome.STORED);
      test.assertReadable(block);
      assertThat(ids(test)).isEqualTo(volumes);
      assertThat(test.cell().admin().volumes().volumes())
          .extracting(VolumeView::state)
          .containsOnly("open");
    }
  }

  @Test
  void deathBetweenAppendAndIndexRowLosesNothingAcknowledged() throws Exception {
    try (TestCell test = TestCell.start(folder, 3, 20)) {
      byte[] acknowledged = TestCell.bytes(1, SMALL);
      test.put(acknowledged);
      failInserts();
      byte[] unindexed = TestCell.bytes(2, SMALL);
      Thread client = Thread.ofVirtual().start(() -> ignoreFailure(() -> test.put(unindexed)));
      // The insert fails only after the append is synced everywhere.
      await().until(() -> indexFailures(test) > 0);
      test.killAndStartAgain();
      assertThat(test.cell().get(TestCell.hashOf(unindexed))).isInstanceOf(GetOutcome.Absent.class);
      letInsertsBe();
      test.assertReadable(acknowledged);
      assertThat(test.put(unindexed)).isNotNull();
      test.assertReadable(unindexed);
      client.interrupt();
      client.join();
    }
  }

  @Test
  void indexThatFailsForAWhileDelaysPutsButLosesNone() throws Exception {
    try (TestCell test = TestCell.start(folder, 3, 20)) {
      assertThat(test.awaitWritable()).isTrue();
      failInserts();
      byte[] block = TestCell.bytes(3, SMALL);
      try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<PutOutcome> put = clients.submit(() -> test.put(block));
        await().until(() -> indexFailures(test) > 0);
        assertThat(put.isDone()).isFalse();
        letInsertsBe();
        assertThat(put.get()).isEqualTo(PutOutcome.STORED);
      }
      test.assertReadable(block);
    }
  }

  @Test
  void sameBlockFromManyAtOnceIsStoredOnce() throws Exception {
    try (TestCell test = TestCell.start(folder, 3, 20)) {
      byte[] block = TestCell.bytes(4, 1 << 20);
      AtomicInteger stored = new AtomicInteger();
      try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 16; i++) {
          clients.execute(() -> stored.addAndGet(test.put(block) == PutOutcome.STORED ? 1 : 0));
        }
      }
      assertThat(stored).hasValue(1);
      assertThat(test.cell().admin().status().blocks())
          .satisfies(blocks -> assertThat(blocks.count()).isEqualTo(1))
          .satisfies(blocks -> assertThat(blocks.storedBytes()).isLessThan(4L << 20));
    }
  }

  @Test
  void writerThatSleptThroughAClaimIsFencedAndGoesElsewhere() throws Exception {
    try (TestCell test = TestCell.start(folder, 3, 30)) {
      byte[] first = TestCell.bytes(5, SMALL);
      test.put(first);
      try (Cell other = Cell.open(test.config("the other", false), test.runtime())) {
        // As after a pause in which everybody held the first process for dead.
        test.cell().database().claims().releaseAll();
        assertThat(other.awaitWritable(Duration.ofSeconds(10))).isTrue();
        byte[] theirs = TestCell.bytes(6, SMALL);
        TestCell.put(other, theirs);
        List<byte[]> ours = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
          ours.add(TestCell.bytes(1000 + i, SMALL));
          assertThat(test.put(ours.getLast())).isEqualTo(PutOutcome.STORED);
        }
        test.assertReadable(first);
        test.assertReadable(theirs);
        ours.forEach(test::assertReadable);
      }
    }
  }

  @Test
  void tooFewDomainsAreAClearRefusal() throws Exception {
    try (TestCell test = TestCell.start(folder, 2, 20)) {
      assertThatThrownBy(() -> test.put(TestCell.bytes(7, SMALL)))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessage("a volume needs nodes in 3 failure domains, but only 2 of them are up");
      assertThat(test.cell().admin().status())
          .satisfies(status -> assertThat(status.health()).isEqualTo("error"))
          .satisfies(status -> assertThat(status.problems()).hasSize(1));
      test.startNode(2, 20);
      await()
          .ignoreExceptionsInstanceOf(StoreUnavailableException.class)
          .until(() -> test.put(TestCell.bytes(7, SMALL)) == PutOutcome.STORED);
    }
  }

  @Test
  void fullDisksAreAClearRefusalAndReadsGoOn() throws Exception {
    try (TestCell test = TestCell.start(folder, 3, 3)) {
      List<byte[]> stored = new ArrayList<>();
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 100; i++) {
                  byte[] block = TestCell.bytes(i, 3 << 20);
                  test.put(block);
                  stored.add(block);
                }
              })
          .isInstanceOf(StoreFullException.class)
          .hasMessage(
              "a volume needs a free extent in 3 failure domains, but only 0 have one: add disks");
      assertThat(stored).hasSizeGreaterThanOrEqualTo(6);
      stored.forEach(test::assertReadable);
    }
  }

  @Test
  void volumeIsSealedWithoutANodeThatIsGoneWhichCatchesUpLater() throws Exception {
    try (TestCell test = TestCell.start(folder, 3, 20)) {
      byte[] block = TestCell.bytes(8, SMALL);
      test.put(block);
      long volume = test.cell().admin().locate(TestCell.hashOf(block)).orElseThrow().volume();
      test.stopNode(1);
      VolumeView sealed = test.cell().admin().sealVolume(volume).orElseThrow();
      assertThat(sealed.state()).isEqualTo("sealed");
      assertThat(sealed.degraded()).isTrue();
      test.assertReadable(block);
      assertThat(test.cell().admin().status().health()).isNotEqualTo("ok");
      test.startNode(1, 20);
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() ->
              assertThat(test.cell().admin().volume(volume).orElseThrow().extents())
                  .extracting(VolumeView.ExtentView::state)
                  .containsOnly("sealed"));
      assertThat(test.cell().admin().volume(volume).orElseThrow().degraded()).isFalse();
      assertThat(test.cell().admin().verify(TestCell.hashOf(block)).orElseThrow().good()).isTrue();
    }
  }

  private static long errorsFound(TestCell test) {
    return test.cell().admin().status().scrub().errorsFound();
  }

  private static List<Long> ids(TestCell test) {
    return test.cell().admin().volumes().volumes().stream().map(VolumeView::id).toList();
  }

  private static long indexFailures(TestCell test) {
    return test.metrics().meter("cell.put.index_failures").getCount();
  }

  private static String someNodeInUse(TestCell test) {
    return test.cell().admin().volumes().volumes().stream()
        .filter(volume -> volume.blocks() > 0)
        .findFirst()
        .orElseThrow()
        .extents()
        .getFirst()
        .node();
  }

  private static void damage(BlockLocation.Copy copy, int into) throws Exception {
    try (RandomAccessFile disk = new RandomAccessFile(copy.path(), "rw")) {
      disk.seek(copy.offset() + into);
      int old = disk.read();
      disk.seek(copy.offset() + into);
      disk.write(old ^ 0x10);
    }
  }

  /** The first page of the copy's slot. */
  private static void damageHeader(BlockLocation.Copy copy) throws Exception {
    long slotBytes = CellOptions.MIN_EXTENT_BYTES;
    long firstSlot = 1 << 20;
    long slot = (copy.offset() - firstSlot) / slotBytes;
    try (RandomAccessFile disk = new RandomAccessFile(copy.path(), "rw")) {
      disk.seek(firstSlot + slot * slotBytes);
      disk.write(new byte[4096]);
    }
  }

  private static void ignoreFailure(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException expected) {
      assertThat(expected).isNotNull();
    }
  }

  /** From now on the index takes no row, and remembers that it was asked to. */
  private void failInserts() throws Exception {
    sql(
        "CREATE TRIGGER planted BEFORE INSERT ON blocks BEGIN"
            + " SELECT RAISE(FAIL, 'planted failure'); END");
  }

  private void letInsertsBe() throws Exception {
    sql("DROP TRIGGER planted");
  }

  private void sql(String statement) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("cell.db"));
        Statement run = connection.createStatement()) {
      run.execute("PRAGMA busy_timeout = 10000");
      run.execute(statement);
    }
  }
}
