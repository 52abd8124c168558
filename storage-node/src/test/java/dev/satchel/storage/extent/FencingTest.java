package dev.satchel.storage.extent;

import static dev.satchel.storage.extent.StoreUnderTest.bytes;
import static dev.satchel.storage.extent.StoreUnderTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.DiskState;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ExtentState;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.disk.FaultyDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A disk that fails once is not trusted again for what it failed at. */
class FencingTest {

  private static final int WRITE = 1;
  private static final int SYNC = 2;

  private final FaultyDisk disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);
  private StoreUnderTest store;

  @BeforeEach
  void open() throws IOException {
    store = new StoreUnderTest(disk);
    store.create(1);
    store.create(2);
    store.append(1, 0, bytes(10, 1)).join();
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  @Test
  void failedWriteOrSyncFencesItsExtentAndNoOther() throws IOException {
    for (int nth : new int[] {WRITE, SYNC}) {
      int id = nth;
      long end = store.info(id).endOffset();
      disk.failChange(nth);

      assertThat(refusal(store.append(id, end, bytes(10, 2))).error())
          .isEqualTo(NodeError.IO_ERROR);
      assertThat(store.info(id).state()).isEqualTo(ExtentState.FENCED);
      assertThat(store.info(id).endOffset()).isEqualTo(end);
      assertThat(refusal(store.append(id, end, bytes(10, 2))).error()).isEqualTo(NodeError.FENCED);
      if (nth == WRITE) {
        assertThat(store.append(2, 0, bytes(10, 3)).join()).isEqualTo(4096);
      }
    }
    assertThat(store.store.disks().getFirst().state()).isEqualTo(DiskState.SUSPECT);
    assertThat(store.metrics.counter("storage.fenced").getCount()).isEqualTo(2);
  }

  @Test
  void groupLosesOnlyTheAppendsOfTheExtentThatLostAWrite() throws IOException {
    Semaphore gate = new Semaphore(0);
    disk.holdSyncs(gate);
    var first = store.append(1, 4096, bytes(10, 2));
    while (!gate.hasQueuedThreads()) {
      Thread.onSpinWait();
    }
    var lost = store.append(1, 8192, bytes(10, 3));
    var behind = store.append(1, 12288, bytes(10, 4));
    var other = store.append(2, 0, bytes(10, 5));
    disk.failChange(SYNC);
    gate.release(100);

    assertThat(first.join()).isEqualTo(8192);
    assertThat(refusal(lost).error()).isEqualTo(NodeError.IO_ERROR);
    assertThat(refusal(behind).error()).isEqualTo(NodeError.IO_ERROR);
    assertThat(other.join()).isEqualTo(4096);
    assertThat(store.info(1).state()).isEqualTo(ExtentState.FENCED);
    assertThat(store.info(1).endOffset()).isEqualTo(8192);
  }

  /** Scenario: one EIO is not the death of a disk. */
  @Test
  void oneLostWriteIsOneErrorHoweverManyAppendsStandBehindIt() throws IOException {
    Semaphore gate = new Semaphore(0);
    disk.holdSyncs(gate);
    var first = store.append(2, 0, bytes(10, 2));
    while (!gate.hasQueuedThreads()) {
      Thread.onSpinWait();
    }
    List<CompletableFuture<Long>> behind = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      behind.add(store.append(1, 4096L * (i + 1), bytes(10, 3)));
    }
    disk.failChange(SYNC);
    gate.release(100);

    first.join();
    behind.forEach(append -> assertThat(refusal(append).error()).isEqualTo(NodeError.IO_ERROR));
    store.close(1, 2).join();
    for (int i = 1; i < DiskHistory.FATAL_ERRORS; i++) {
      assertThat(store.store.disks().getFirst().state()).isEqualTo(DiskState.SUSPECT);
      disk.failChange(1);
      refusal(store.trash(1, 2));
    }
    assertThat(store.store.disks().getFirst().state()).isEqualTo(DiskState.FAILED);
  }

  /** Scenario: the sync fails once and then "succeeds", then the power goes. */
  @Test
  void whatASyncLostIsNeverAnsweredFor() throws IOException {
    disk.failChange(SYNC);
    refusal(store.append(1, 4096, bytes(10, 2)));
    store.append(2, 0, bytes(10, 3)).join();

    assertThat(store.close(1, 1).join()).isEqualTo(4096);
    assertThat(store.seal(1, 1, 4096).join().lengthBytes()).isEqualTo(4096);
    try (var again = new StoreUnderTest(disk.afterPowerCut(new Random(1)))) {
      assertThat(again.info(1).endOffset()).isEqualTo(4096);
      assertThat(again.payload(1, 0, 10)).isEqualTo(bytes(10, 1));
      assertThat(again.payload(2, 0, 10)).isEqualTo(bytes(10, 3));
    }
  }

  @Test
  void failedCreationUsesItsSlotUpAndSaysSo() {
    disk.failChange(SYNC);

    assertThat(
            refusal(store.store.create(1, new ExtentId(3), 3, 0, StoreUnderTest.deadline()))
                .error())
        .isEqualTo(NodeError.NO_SPACE);
  }

  @Test
  void failedReadIsAnErrorAndTheExtentGoesOn() {
    disk.failReads(true);
    assertThat(refusal(store.read(1, 0, 100)).error()).isEqualTo(NodeError.IO_ERROR);
    disk.failReads(false);

    assertThat(store.payload(1, 0, 10)).isEqualTo(bytes(10, 1));
    assertThat(store.append(1, 4096, bytes(10, 2)).join()).isEqualTo(8192);
    assertThat(store.store.disks().getFirst().state()).isEqualTo(DiskState.SUSPECT);
  }
}
