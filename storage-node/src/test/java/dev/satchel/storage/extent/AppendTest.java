package dev.satchel.storage.extent;

import static dev.satchel.storage.extent.StoreUnderTest.bytes;
import static dev.satchel.storage.extent.StoreUnderTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ExtentState;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.disk.FaultyDisk;
import dev.satchel.storage.format.BatchFormat;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Appends: where they go, who may, and when they are answered. */
class AppendTest {

  private final FaultyDisk disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);
  private StoreUnderTest store;

  @BeforeEach
  void open() throws IOException {
    store = new StoreUnderTest(disk);
    store.create(1);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  @Test
  void appendedPayloadReadsBackAndTheEndIsPadded() throws IOException {
    byte[] payload = bytes(5000, 1);

    long end = store.append(1, 0, payload).join();

    assertThat(end).isEqualTo(8192).isEqualTo(BatchFormat.paddedLength(5000));
    assertThat(store.payload(1, 0, 5000)).isEqualTo(payload);
    assertThat(store.info(1).endOffset()).isEqualTo(8192);
  }

  @Test
  void appendElsewhereThanAtTheEndIsRefusedAndToldTheEnd() {
    store.append(1, 0, bytes(10, 1)).join();

    for (long offset : new long[] {-4096, 1, 8192, Long.MAX_VALUE - 4095}) {
      var refusal = refusal(store.append(1, offset, bytes(10, 2)));
      assertThat(refusal.error()).isEqualTo(NodeError.OFFSET_MISMATCH);
      assertThat(refusal.currentEnd()).isEqualTo(4096);
    }
  }

  @Test
  void retryOfTheSameBytesIsAnsweredAsTheFirstTime() throws IOException {
    store.append(1, 0, bytes(10, 1)).join();
    store.append(1, 4096, bytes(9000, 2)).join();
    store.append(1, 16384, bytes(10, 3)).join();

    assertThat(store.append(1, 4096, bytes(9000, 2)).join()).isEqualTo(16384);
    assertThat(store.info(1).endOffset()).isEqualTo(20480);
  }

  @Test
  void otherBytesAtAnOldOffsetAreRefused() {
    store.append(1, 0, bytes(9000, 1)).join();

    assertThat(refusal(store.append(1, 0, bytes(9000, 2))).error())
        .isEqualTo(NodeError.OFFSET_MISMATCH);
    assertThat(refusal(store.append(1, 0, bytes(5000, 1))).error())
        .isEqualTo(NodeError.OFFSET_MISMATCH);
    assertThat(store.payload(1, 0, 9000)).isEqualTo(bytes(9000, 1));
  }

  @Test
  void fullExtentIsRefusedAndStaysReadable() throws IOException {
    long capacity = store.info(1).capacityBytes();
    byte[] payload = bytes((int) capacity - BatchFormat.HEADER_BYTES, 1);

    assertThat(store.append(1, 0, payload).join()).isEqualTo(capacity);
    assertThat(refusal(store.append(1, capacity, bytes(1, 2))).error())
        .isEqualTo(NodeError.NO_SPACE);
    assertThat(store.payload(1, 0, payload.length)).isEqualTo(payload);
  }

  @Test
  void claimShutsOutWritersOfLowerEpochs() {
    store.append(1, 0, 3, bytes(10, 1)).join();

    assertThat(store.claim(1, 4).join()).isEqualTo(4096);
    assertThat(refusal(store.append(1, 4096, 3, bytes(10, 2))).error())
        .isEqualTo(NodeError.STALE_EPOCH);
    assertThat(refusal(store.claim(1, 3)).error()).isEqualTo(NodeError.STALE_EPOCH);
    assertThat(store.append(1, 4096, 4, bytes(10, 2)).join()).isEqualTo(8192);
  }

  @Test
  void closedExtentTakesNoAppend() throws IOException {
    store.append(1, 0, bytes(10, 1)).join();

    assertThat(store.close(1, 1).join()).isEqualTo(4096);
    assertThat(store.close(1, 1).join()).isEqualTo(4096);
    assertThat(store.info(1).state()).isEqualTo(ExtentState.CLOSED);
    assertThat(refusal(store.append(1, 4096, bytes(10, 2))).error()).isEqualTo(NodeError.NOT_OPEN);
    assertThat(store.payload(1, 0, 10)).isEqualTo(bytes(10, 1));
  }

  @Test
  void oldManagerCommandsNothing() {
    store.close(7, 1).join();

    assertThat(refusal(store.close(6, 1)).error()).isEqualTo(NodeError.STALE_EPOCH);
    assertThat(refusal(store.seal(6, 1, 0)).error()).isEqualTo(NodeError.STALE_EPOCH);
    assertThat(
            refusal(store.store.create(6, new ExtentId(2), 1, 0, StoreUnderTest.deadline()))
                .error())
        .isEqualTo(NodeError.STALE_EPOCH);
  }

  @Test
  void whatWaitsTogetherSharesOneSync() {
    Semaphore gate = new Semaphore(0);
    int before = disk.syncs();
    disk.holdSyncs(gate);

    CompletableFuture<Long> first = store.append(1, 0, bytes(10, 0));
    while (!gate.hasQueuedThreads()) {
      Thread.onSpinWait();
    }
    var others =
        IntStream.range(1, 10).mapToObj(i -> store.append(1, 4096L * i, bytes(10, i))).toList();
    assertThat(first).isNotDone();
    gate.release(100);
    others.forEach(CompletableFuture::join);

    assertThat(disk.syncs() - before).isEqualTo(2);
    assertThat(store.metrics.histogram("storage.group.changes").getSnapshot().getMax())
        .isEqualTo(9);
  }

  @Test
  void retryInTheGroupOfItsFirstAttemptIsAnsweredLikeIt() {
    Semaphore gate = new Semaphore(0);
    disk.holdSyncs(gate);
    CompletableFuture<Long> first = store.append(1, 0, bytes(10, 0));
    while (!gate.hasQueuedThreads()) {
      Thread.onSpinWait();
    }
    var attempt = store.append(1, 4096, bytes(9000, 1));
    var retry = store.append(1, 4096, bytes(9000, 1));
    var wrong = store.append(1, 4096, bytes(9000, 2));
    gate.release(100);

    assertThat(first.join()).isEqualTo(4096);
    assertThat(attempt.join()).isEqualTo(16384);
    assertThat(retry.join()).isEqualTo(16384);
    assertThat(refusal(wrong).error()).isEqualTo(NodeError.OFFSET_MISMATCH);
  }

  @Test
  void nothingIsReadableBeforeItIsSynced() throws IOException {
    Semaphore gate = new Semaphore(0);
    disk.holdSyncs(gate);

    CompletableFuture<Long> append = store.append(1, 0, bytes(10, 0));
    while (!gate.hasQueuedThreads()) {
      Thread.onSpinWait();
    }
    assertThat(store.info(1).endOffset()).isZero();
    assertThat(refusal(store.read(1, 0, 1)).error()).isEqualTo(NodeError.OUT_OF_RANGE);
    gate.release(100);
    append.join();
    assertThat(store.info(1).endOffset()).isEqualTo(4096);
  }

  @Test
  void readWhoseDeadlineHasPassedIsNotStarted() {
    store.append(1, 0, 1, bytes(10, 1)).join();
    disk.failReads(true);
    long past = System.nanoTime() - 1;

    assertThat(refusal(StoreUnderTest.read(store.store, new ExtentId(1), 0, 1, past)).error())
        .isEqualTo(NodeError.TIMED_OUT);
    disk.failReads(false);
  }

  @Test
  void changeWhoseDeadlineHasPassedIsNotStarted() throws IOException {
    Batch batch = Batch.allocate(StoreUnderTest.ALLOCATOR, 10);
    batch.payload().writeBytes(Unpooled.wrappedBuffer(bytes(10, 1)));
    long past = System.nanoTime() - 1;

    var append = new Append(new ExtentId(1), 0, 1, batch, batch.payloadCrc(), past);
    assertThat(refusal(store.store.append(append)).error()).isEqualTo(NodeError.TIMED_OUT);
    assertThat(store.info(1).endOffset()).isZero();
  }

  @Test
  void creatingAgainAnswersTheSameExtent() {
    var again = store.create(1);

    assertThat(again.endOffset()).isZero();
    assertThat(store.store.list()).hasSize(1);
    assertThat(
            refusal(store.store.create(1, new ExtentId(1), 7, 0, StoreUnderTest.deadline()))
                .error())
        .isEqualTo(NodeError.BAD_REQUEST);
  }

  @Test
  void noFreeSlotIsNoSpace() {
    store.create(2);

    assertThat(
            refusal(store.store.create(1, new ExtentId(3), 7, 0, StoreUnderTest.deadline()))
                .error())
        .isEqualTo(NodeError.NO_SPACE);
    assertThat(store.store.disks().getFirst().freeSlots()).isZero();
  }

  @Test
  void unknownExtentIsSaidToBe() {
    assertThat(refusal(store.append(9, 0, bytes(1, 1))).error())
        .isEqualTo(NodeError.NO_SUCH_EXTENT);
    assertThat(refusal(store.claim(9, 1)).error()).isEqualTo(NodeError.NO_SUCH_EXTENT);
  }
}
