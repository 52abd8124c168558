package dev.satchel.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.satchel.volume.admin.VolumeView;
import dev.satchel.volume.store.PutOutcome;
import dev.satchel.volume.store.StoreFullException;
import dev.satchel.volume.store.StoreUnavailableException;
import java.nio.file.Path;
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

/**
 * What the cell does when processes die and disks fill. One rule: what was acknowledged reads back.
 */
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

  private static List<Long> ids(TestCell test) {
    return test.cell().admin().volumes().volumes().stream().map(VolumeView::id).toList();
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
}
