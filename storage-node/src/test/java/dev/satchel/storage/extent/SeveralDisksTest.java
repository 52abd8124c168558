package dev.satchel.storage.extent;

import static dev.satchel.storage.extent.StoreUnderTest.bytes;
import static dev.satchel.storage.extent.StoreUnderTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.storage.DiskState;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ExtentInfo;
import dev.satchel.storage.ExtentState;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.disk.FaultyDisk;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where new extents go, and what a disk that fails costs. */
class SeveralDisksTest {

  private static final int SLOTS = 4;
  private static final long DISK_BYTES = (1 << 20) + SLOTS * StoreUnderTest.SLOT_BYTES;

  private final FaultyDisk clockwork = new FaultyDisk((int) DISK_BYTES);
  private final ExtentStore store =
      new ExtentStore(
          () -> Runnable::run,
          StoreUnderTest.ALLOCATOR,
          new MetricRegistry(),
          new StorePolicy(Duration.ZERO, Duration.ofHours(1), Instant::now, clockwork::nanoTime));

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  private FaultyDisk add(long realBytes) throws IOException {
    FaultyDisk disk = new FaultyDisk((int) realBytes);
    add(disk);
    return disk;
  }

  private void add(FaultyDisk disk) throws IOException {
    store.addDisk(
        disk, new DiskSetup(StoreUnderTest.NODE, StoreUnderTest.SLOT_BYTES, DISK_BYTES, true));
  }

  private CompletableFuture<ExtentInfo> create(long id) {
    return store.create(1, new ExtentId(id), id, 0, StoreUnderTest.deadline());
  }

  @Test
  void creationGoesToTheNextDiskWhenTheSpaceIsNotThere() throws IOException {
    add((1 << 20) + StoreUnderTest.SLOT_BYTES);
    add(DISK_BYTES);

    for (long id = 1; id <= SLOTS + 1; id++) {
      create(id).join();
    }
    assertThat(refusal(create(99)).error()).isEqualTo(NodeError.NO_SPACE);
    assertThat(store.extentCount()).isEqualTo(SLOTS + 1);
    assertThat(store.disks()).extracting(disk -> disk.freeSlots()).containsExactly(SLOTS - 1, 0);
  }

  @Test
  void creationThatMayHaveBeenWrittenIsTriedNowhereElse() throws IOException {
    FaultyDisk first = add(DISK_BYTES);
    add(DISK_BYTES);
    first.failChange(2);

    assertThat(refusal(create(1)).error()).isEqualTo(NodeError.IO_ERROR);
    assertThat(store.extentCount()).isZero();
  }

  @Test
  void suspectDiskTakesExtentsOnlyWhenNoOtherDoes() throws IOException {
    FaultyDisk first = add(DISK_BYTES);
    add(DISK_BYTES);
    first.failChange(1);
    refusal(create(1));
    assertThat(store.disks().getFirst().state()).isEqualTo(DiskState.SUSPECT);
    String trusted = store.disks().getLast().id();

    for (long id = 2; id <= SLOTS + 1; id++) {
      assertThat(create(id).join().diskId()).isEqualTo(trusted);
    }
    assertThat(create(99).join().diskId()).isNotEqualTo(trusted);
  }

  @Test
  void slowDiskIsSuspectUntilItIsQuickAgain() throws IOException {
    add(clockwork);
    add(DISK_BYTES);
    create(1).join();
    create(2).join();
    try (StoreUnderTest words = new StoreUnderTest(store)) {
      String slowId = store.disks().getFirst().id();
      long slow = words.info(1).diskId().equals(slowId) ? 1 : 2;
      clockwork.slowDown(2 * DiskHistory.SLOW_NANOS);
      words.append(slow, 0, bytes(10, 1)).join();
      for (int i = 1; i < DiskHistory.LEAST_SAMPLES; i++) {
        assertThat(words.payload(slow, 0, 10)).isEqualTo(bytes(10, 1));
      }
      assertThat(store.disks().getFirst().state()).isEqualTo(DiskState.SUSPECT);
      assertThat(store.disks().getFirst().reason()).contains("slow");

      clockwork.slowDown(0);
      clockwork.pass(DiskHistory.SAMPLE_MEMORY_NANOS + 1);
      assertThat(store.disks().getFirst().state()).isEqualTo(DiskState.OK);
    }
  }

  /** A creation, an append, and what an idle disk does by itself. */
  @Test
  void diskIsSuspectWhileAnythingHangsInIt() throws IOException {
    StorePolicy eager =
        new StorePolicy(Duration.ZERO, Duration.ZERO, Instant::now, clockwork::nanoTime);
    try (StoreUnderTest words = new StoreUnderTest(clockwork, eager)) {
      Semaphore allocations = new Semaphore(0);
      clockwork.holdAllocations(allocations);
      var creation = words.store.create(1, new ExtentId(1), 1, 0, StoreUnderTest.deadline());
      assertIsSuspectUntilReleased(words, allocations);
      creation.join();

      Semaphore syncs = new Semaphore(0);
      clockwork.holdSyncs(syncs);
      var append = words.append(1, 0, bytes(10, 1));
      assertIsSuspectUntilReleased(words, syncs);
      append.join();

      assertIsSuspectUntilReleased(words, syncs);
      syncs.release(100);
    }
  }

  private void assertIsSuspectUntilReleased(StoreUnderTest words, Semaphore gate) {
    while (!gate.hasQueuedThreads()) {
      Thread.onSpinWait();
    }
    assertThat(words.store.disks().getFirst().state()).isEqualTo(DiskState.OK);
    clockwork.pass(DiskHistory.HANGS_NANOS + 1);
    assertThat(words.store.disks().getFirst().state()).isEqualTo(DiskState.SUSPECT);
    assertThat(words.store.disks().getFirst().reason()).contains("hangs");
    gate.release();
  }

  /** Scenario: a page that cannot be read is not the death of a disk. */
  @Test
  void diskThatCannotReadAnExtentTakesDataAllTheSame() throws IOException {
    FaultyDisk disk = add(DISK_BYTES);
    create(1).join();
    try (StoreUnderTest words = new StoreUnderTest(store)) {
      words.append(1, 0, bytes(100, 1)).join();
      disk.failReads(true);
      for (int i = 0; i < 10 * DiskHistory.FATAL_ERRORS; i++) {
        refusal(StoreUnderTest.read(store, new ExtentId(1), 0, 100, StoreUnderTest.deadline()));
      }

      assertThat(store.disks().getFirst().state()).isEqualTo(DiskState.SUSPECT);
      assertThat(words.append(1, 4096, bytes(100, 2)).join()).isEqualTo(8192);
      create(2).join();
      disk.failReads(false);
      assertThat(words.payload(1, 0, 100)).isEqualTo(bytes(100, 1));
    }
  }

  @Test
  void diskThatFailsAllTakesNoDataUntilSomethingSucceeds() throws IOException {
    FaultyDisk disk = add(DISK_BYTES);
    create(1).join();
    create(2).join();
    try (StoreUnderTest words = new StoreUnderTest(store)) {
      words.append(1, 0, bytes(100, 1)).join();
      words.append(2, 0, bytes(100, 1)).join();
      disk.failReads(true);
      for (int i = 0; i < DiskHistory.FATAL_ERRORS; i++) {
        refusal(
            StoreUnderTest.read(store, new ExtentId(1 + i % 2), 0, 100, StoreUnderTest.deadline()));
      }

      assertThat(store.disks().getFirst().state()).isEqualTo(DiskState.FAILED);
      assertThat(refusal(words.append(1, 4096, bytes(100, 2))).error()).isEqualTo(NodeError.FENCED);
      assertThat(words.info(1).state()).isEqualTo(ExtentState.OPEN);
      assertThat(refusal(create(3)).error()).isEqualTo(NodeError.NO_SPACE);

      disk.failReads(false);
      assertThat(words.payload(1, 0, 100)).isEqualTo(bytes(100, 1));
      assertThat(store.disks().getFirst().state()).isEqualTo(DiskState.SUSPECT);
      assertThat(words.append(1, 4096, bytes(100, 2)).join()).isEqualTo(8192);
    }
  }

  @Test
  void diskThatFailsToWriteAgainAndAgainIsReadOnlyAndTheOtherServes() throws IOException {
    FaultyDisk first = add(DISK_BYTES);
    create(1).join();
    create(2).join();
    try (StoreUnderTest words = new StoreUnderTest(store)) {
      words.append(1, 0, bytes(100, 1)).join();
      words.close(1, 2).join();
      for (int i = 0; i < DiskHistory.FATAL_ERRORS; i++) {
        assertThat(store.disks().getFirst().state()).isNotEqualTo(DiskState.FAILED);
        first.failChange(1);
        refusal(words.trash(1, 2));
      }

      assertThat(store.disks().getFirst().state()).isEqualTo(DiskState.FAILED);
      assertThat(refusal(words.append(1, 4096, bytes(100, 2))).error()).isEqualTo(NodeError.FENCED);
      assertThat(refusal(create(3)).error()).isEqualTo(NodeError.NO_SPACE);
      assertThat(words.payload(1, 0, 100)).isEqualTo(bytes(100, 1));

      add(DISK_BYTES);
      assertThat(create(4).join().diskId()).isEqualTo(store.disks().getLast().id());
    }
  }
}
