package dev.satchel.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.satchel.volume.admin.BlockLocation;
import dev.satchel.volume.admin.ScrubOrder;
import dev.satchel.volume.admin.ScrubView;
import dev.satchel.volume.admin.VolumeView;
import dev.satchel.volume.store.GetOutcome;
import dev.satchel.volume.store.PutOutcome;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the cell does with bytes that went bad: it serves others, and says so. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class CellDamageTest {

  private static final int SMALL = 20_000;

  @TempDir private Path folder;

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

  private static long errorsFound(TestCell test) {
    return test.cell().admin().status().scrub().errorsFound();
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
}
