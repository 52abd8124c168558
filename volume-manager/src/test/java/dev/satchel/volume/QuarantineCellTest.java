package dev.satchel.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.satchel.volume.admin.BlockLocation.Copy;
import dev.satchel.volume.admin.DiskDecision;
import dev.satchel.volume.admin.DiskOrder;
import dev.satchel.volume.admin.DiskView;
import dev.satchel.volume.admin.VolumeView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is kept apart, in a cell that goes on. */
@Timeout(120)
final class QuarantineCellTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final DiskOrder ASK = new DiskOrder(false, "it clicks", false);
  private static final DiskOrder APPLY = new DiskOrder(false, "it clicks", true);
  private static final DiskOrder RELEASE = new DiskOrder(true, "", true);

  @TempDir private Path folder;

  @Test
  void cellGoesOnWithoutADiskThatIsKeptApartAndRefusesOneTooMany() throws Exception {
    byte[] before = TestCell.bytes(1, 100_000);
    try (TestCell test = TestCell.start(folder, 5, 20)) {
      assertThat(test.awaitWritable()).isTrue();
      test.put(before);
      List<String> disks = disksOf(test, before);

      DiskDecision asked = decide(test, disks.get(0), ASK);
      assertThat(asked.applied()).isFalse();
      assertThat(asked.safe()).isTrue();
      assertThat(state(test, disks.get(0))).isEqualTo("ok");

      DiskDecision done = decide(test, disks.get(0), APPLY);
      assertThat(done.applied()).isTrue();
      assertThat(done.disk().state()).isEqualTo("quarantined");
      assertThat(done.disk().reason()).endsWith(": it clicks");
      assertThat(test.cell().admin().status().problems())
          .anyMatch(problem -> problem.contains("is quarantined: since"));
      await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(openVolumesOn(test, disks.get(0))).isEmpty());
      test.assertReadable(before);

      byte[] after = TestCell.bytes(2, 100_000);
      test.put(after);
      assertThat(disksOf(test, after)).hasSize(3).doesNotContain(disks.get(0));

      DiskDecision refused = decide(test, disks.get(1), APPLY);
      assertThat(refused.safe()).isFalse();
      assertThat(refused.applied()).isFalse();
      assertThat(state(test, disks.get(1))).isEqualTo("ok");

      assertThat(decide(test, disks.get(0), RELEASE).disk().state()).isEqualTo("ok");
      assertThat(decide(test, disks.get(1), APPLY).applied()).isTrue();
      test.assertReadable(before);
    }
  }

  /** What is harmless alone may be one too many together. */
  @Test
  void ofTwoOperatorsWhoKeepDisksOfOneVolumeApartAtOnceOneIsRefused() throws Exception {
    byte[] block = TestCell.bytes(1, 100_000);
    try (TestCell test = TestCell.start(folder, 5, 20)) {
      assertThat(test.awaitWritable()).isTrue();
      test.put(block);
      List<String> disks = disksOf(test, block).subList(0, 2);

      List<DiskDecision> decisions = atOnce(test, disks, APPLY);

      assertThat(decisions).extracting(DiskDecision::applied).containsOnlyOnce(true);
      assertThat(decisions).extracting(DiskDecision::safe).containsOnlyOnce(true);
      assertThat(disks).extracting(disk -> state(test, disk)).containsOnlyOnce("quarantined");
      test.assertReadable(block);
    }
  }

  @Test
  void twoOperatorsWhoSayTheSameOfOneDiskAtOnceBothHaveIt() throws Exception {
    try (TestCell test = TestCell.start(folder, 5, 20)) {
      assertThat(test.awaitWritable()).isTrue();
      String disk = test.cell().admin().disks().disks().getFirst().id();

      assertThat(atOnce(test, List.of(disk, disk), APPLY)).allMatch(DiskDecision::applied);
      assertThat(state(test, disk)).isEqualTo("quarantined");
      assertThat(atOnce(test, List.of(disk, disk), RELEASE)).allMatch(DiskDecision::applied);
      assertThat(state(test, disk)).isEqualTo("ok");
    }
  }

  private static List<DiskDecision> atOnce(TestCell test, List<String> disks, DiskOrder order)
      throws Exception {
    CellAdmin admin = test.cell().admin();
    try (ExecutorService operators = Executors.newVirtualThreadPerTaskExecutor()) {
      List<DiskDecision> decisions = new ArrayList<>();
      for (Future<DiskDecision> each :
          operators.invokeAll(
              disks.stream()
                  .map(disk ->
                      (Callable<DiskDecision>) () -> admin.quarantine(disk, order).orElseThrow())
                  .toList())) {
        decisions.add(each.get());
      }
      return decisions;
    }
  }

  /** The disk remembers, not the manager. */
  @Test
  void diskStaysApartWhenItsNodeStartsAgain() throws Exception {
    try (TestCell test = TestCell.start(folder, 4, 20)) {
      assertThat(test.awaitWritable()).isTrue();
      DiskView disk = test.cell().admin().disks().disks().getFirst();
      assertThat(decide(test, disk.id(), APPLY).applied()).isTrue();

      int number = test.numberOf(disk.node());
      test.stopNode(number);
      test.startNode(number, 20);
      test.killAndStartAgain();
      await().atMost(LIMIT).until(() -> state(test, disk.id()).equals("quarantined"));
      byte[] block = TestCell.bytes(3, 1000);
      test.put(block);
      assertThat(disksOf(test, block)).doesNotContain(disk.id());
    }
  }

  @Test
  void orderThatMakesNoSenseIsRefused() throws Exception {
    try (TestCell test = TestCell.start(folder, 3, 20)) {
      assertThat(test.awaitWritable()).isTrue();
      CellAdmin admin = test.cell().admin();
      String disk = admin.disks().disks().getFirst().id();

      assertThat(admin.quarantine("nobody", ASK)).isEmpty();
      assertThat(admin.disk("nobody")).isEmpty();
      assertThatThrownBy(() -> admin.quarantine(disk, new DiskOrder(false, "x".repeat(449), false)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("448");
      assertThat(decide(test, disk, ASK).effects()).anyMatch(e -> e.startsWith("WRITES STOP"));
      assertThat(decide(test, disk, RELEASE).effects())
          .containsExactly("none: nobody keeps this disk apart");
    }
  }

  private static DiskDecision decide(TestCell test, String disk, DiskOrder order) {
    return test.cell().admin().quarantine(disk, order).orElseThrow();
  }

  private static String state(TestCell test, String disk) {
    return test.cell().admin().disk(disk).map(DiskView::state).orElse("gone");
  }

  private static List<String> disksOf(TestCell test, byte[] block) {
    return test.cell().admin().locate(TestCell.hashOf(block)).orElseThrow().copies().stream()
        .map(Copy::disk)
        .toList();
  }

  private static List<VolumeView> openVolumesOn(TestCell test, String disk) {
    return test.cell().admin().volumes().volumes().stream()
        .filter(volume -> volume.state().equals("open"))
        .filter(volume -> volume.extents().stream().anyMatch(e -> e.disk().equals(disk)))
        .toList();
  }
}
