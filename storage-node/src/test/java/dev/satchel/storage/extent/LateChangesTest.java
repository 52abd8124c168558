package dev.satchel.storage.extent;

import static dev.satchel.storage.extent.StoreUnderTest.bytes;
import static dev.satchel.storage.extent.StoreUnderTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ExtentState;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.ScrubMark;
import dev.satchel.storage.SealedExtent;
import dev.satchel.storage.disk.FaultyDisk;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Changes that were let in, and find when their turn comes that somebody else was faster. */
@Timeout(60)
class LateChangesTest {

  /** Of a purge: mark, names, slot, its first pages. */
  private static final int SYNCS_BEFORE_THE_SLOT_IS_FREE = 4;

  private static final int MANY = 1000;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
  private final InstantSource clock = now::get;
  private final Semaphore syncs = new Semaphore(MANY);
  private final FaultyDisk disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);
  private StoreUnderTest store;

  @BeforeEach
  void appendTwice() throws IOException {
    store = new StoreUnderTest(disk, clock);
    store.create(1);
    store.append(1, 0, bytes(10, 1)).join();
    store.append(1, 4096, bytes(10, 2)).join();
    disk.holdSyncs(syncs);
  }

  @AfterEach
  void close() throws IOException {
    syncs.release(MANY);
    store.close();
  }

  @Test
  void secondPurgeDoesNotEraseTheExtentThatGotTheSlot() throws IOException {
    NodeException refused = comesWhenTheSlotIsGivenToAnother(() -> store.purge(1, 1));

    assertThat(refused.error()).isEqualTo(NodeError.NO_SUCH_EXTENT);
  }

  @Test
  void restoreDoesNotBringTheExtentBackOverTheOneThatGotTheSlot() throws IOException {
    NodeException refused = comesWhenTheSlotIsGivenToAnother(() -> store.restore(1, 1));

    assertThat(refused.error()).isEqualTo(NodeError.NO_SUCH_EXTENT);
  }

  @Test
  void trashingAgainSaysThatTheExtentIsGone() throws IOException {
    NodeException refused = comesWhenTheSlotIsGivenToAnother(() -> store.trash(1, 1));

    assertThat(refused.error()).isEqualTo(NodeError.NO_SUCH_EXTENT);
  }

  @Test
  void scrubDoesNotMarkTheExtentThatGotTheSlot() throws IOException {
    ScrubMark mark = ScrubMark.verifiedAt(7);
    NodeException refused =
        comesWhenTheSlotIsGivenToAnother(
            () -> store.store.noteScrub(new ExtentId(1), mark, StoreUnderTest.deadline()));

    assertThat(refused.error()).isEqualTo(NodeError.BAD_REQUEST);
    assertThat(store.store.scrubMark(new ExtentId(3))).isEqualTo(ScrubMark.NONE);
  }

  /** A walk over an extent that went into the trash meanwhile has not looked at all of it. */
  @Test
  void scrubOfAnExtentThatWasTrashedMeanwhileProvesNothing() throws IOException {
    store.seal(1, 1, 8192).join();
    ScrubMark before = store.store.scrubMark(new ExtentId(1));
    store.trash(1, 1).join();
    later();
    ScrubMark mark = ScrubMark.verifiedAt(now.get().toEpochMilli());
    refusal(store.store.noteScrub(new ExtentId(1), mark, StoreUnderTest.deadline()));
    store.restore(1, 1).join();

    assertThat(store.store.scrubMark(new ExtentId(1))).isEqualTo(before);
  }

  @Test
  void ofTwoSealsAtDifferentLengthsOneIsRefusedAndTheOtherHolds() throws IOException {
    store.close(1, 1).join();
    hold();
    CompletableFuture<?> keepsTheWriterBusy = store.store.create(1, new ExtentId(2), 2, 0, far());
    awaitHeld();
    CompletableFuture<SealedExtent> first = store.seal(1, 1, 8192);
    CompletableFuture<SealedExtent> second = store.seal(1, 1, 4096);
    syncs.release(MANY);
    keepsTheWriterBusy.join();

    assertThat(first.join().lengthBytes()).isEqualTo(8192);
    assertThat(refusal(second).error()).isEqualTo(NodeError.BAD_REQUEST);
    try (StoreUnderTest again = new StoreUnderTest(disk.afterKill(), clock)) {
      assertThat(again.info(1).endOffset()).isEqualTo(8192);
    }
  }

  @Test
  void sealOfAManagerThatWasReplacedMeanwhileIsRefused() throws IOException {
    hold();
    CompletableFuture<SealedExtent> seal = store.seal(1, 1, 8192);
    awaitHeld();
    store.store.checkManager(2);
    syncs.release(MANY);

    assertThat(refusal(seal).error()).isEqualTo(NodeError.STALE_EPOCH);
    assertThat(store.info(1).state()).isEqualTo(ExtentState.CLOSED);
  }

  /**
   * Asks while the last step of a purge becomes durable, behind an extent that is being created;
   * answers why that was refused, when all is over and the new extent is proved to be whole.
   */
  private NodeException comesWhenTheSlotIsGivenToAnother(Supplier<CompletableFuture<?>> late)
      throws IOException {
    store.seal(1, 1, 8192).join();
    long position = store.info(1).dataPosition();
    store.trash(1, 1).join();
    later();
    hold();
    syncs.release(SYNCS_BEFORE_THE_SLOT_IS_FREE);
    CompletableFuture<Void> purge = store.purge(1, 1);
    awaitHeld();
    CompletableFuture<?> created = store.store.create(1, new ExtentId(3), 103, 0, far());
    CompletableFuture<?> tooLate = late.get();
    syncs.release(MANY);
    purge.join();
    created.join();
    NodeException refused = refusal(tooLate);
    assertThat(store.info(3).dataPosition()).isEqualTo(position);
    store.append(3, 0, bytes(10, 3)).join();
    try (StoreUnderTest again = new StoreUnderTest(disk.afterKill(), clock)) {
      assertThat(again.info(3).state()).isEqualTo(ExtentState.OPEN);
      assertThat(again.payload(3, 0, 10)).isEqualTo(bytes(10, 3));
    }
    return refused;
  }

  private void hold() {
    syncs.drainPermits();
  }

  private void awaitHeld() {
    while (syncs.availablePermits() > 0 || !syncs.hasQueuedThreads()) {
      Thread.onSpinWait();
    }
  }

  private void later() {
    now.updateAndGet(at -> at.plus(StoreUnderTest.TRASH_FOR));
  }

  private static long far() {
    return StoreUnderTest.deadline();
  }
}
