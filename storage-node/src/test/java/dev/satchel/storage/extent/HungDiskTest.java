package dev.satchel.storage.extent;

import static dev.satchel.storage.extent.StoreUnderTest.bytes;
import static dev.satchel.storage.extent.StoreUnderTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.disk.FaultyDisk;
import dev.satchel.storage.runtime.NodeRuntime;
import dev.satchel.storage.runtime.NodeRuntimeConfig;
import dev.satchel.storage.tls.TlsMode;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A disk whose reads or syncs do not come back costs what is on it, and nobody else anything. */
@Timeout(60)
class HungDiskTest {

  private static final int READERS = 2;
  private static final int BYTES = 5000;
  private static final ExtentId ON_HUNG = new ExtentId(1);
  private static final ExtentId ON_SOUND = new ExtentId(2);

  private final FaultyDisk hung = new FaultyDisk(StoreUnderTest.DISK_BYTES);
  private final FaultyDisk sound = new FaultyDisk(StoreUnderTest.DISK_BYTES);
  private final Semaphore gate = new Semaphore(0);
  private final NodeRuntime runtime =
      NodeRuntime.start(new NodeRuntimeConfig(1, READERS, 40L << 20, TlsMode.OFF_LOOPBACK, false));
  private final ExtentStore store =
      new ExtentStore(
          runtime::newReaders,
          StoreUnderTest.ALLOCATOR,
          new MetricRegistry(),
          new StorePolicy(StoreUnderTest.TRASH_FOR, StoreUnderTest.NEVER, Instant::now));
  private final StoreUnderTest words = new StoreUnderTest(store);

  @BeforeEach
  void fill() throws IOException {
    add(hung);
    words.create(ON_HUNG.value());
    add(sound);
    words.create(ON_SOUND.value());
    assertThat(store.list()).extracting(info -> info.diskId()).doesNotHaveDuplicates();
    words.append(ON_HUNG.value(), 0, bytes(BYTES, 1)).join();
    words.append(ON_SOUND.value(), 0, bytes(BYTES, 2)).join();
  }

  @AfterEach
  void close() throws IOException {
    gate.release(Integer.MAX_VALUE / 2);
    store.close();
    runtime.close();
  }

  private void add(FaultyDisk disk) throws IOException {
    store.addDisk(
        disk,
        new DiskSetup(
            StoreUnderTest.NODE, StoreUnderTest.SLOT_BYTES, StoreUnderTest.DISK_BYTES, true));
  }

  @Test
  void readsOfADiskThatHangsLeaveTheOthersTheirThreads() {
    hung.holdReads(gate);
    List<CompletableFuture<ByteBuf>> stuck = hangAllReaders();

    words.read(ON_SOUND.value(), 0, BYTES).join().release();

    gate.release(READERS);
    stuck.forEach(read -> read.join().release());
  }

  @Test
  void readThatWaitsForADiskThatHangsEndsWithItsDeadline() {
    hung.holdReads(gate);
    List<CompletableFuture<ByteBuf>> stuck = hangAllReaders();
    CompletableFuture<ByteBuf> late = read(System.nanoTime());
    CompletableFuture<ByteBuf> inTime = read(StoreUnderTest.deadline());

    store.refuseLate();

    assertThat(refusal(late).error()).isEqualTo(NodeError.TIMED_OUT);
    assertThat(inTime).isNotDone();
    assertThat(stuck).noneMatch(CompletableFuture::isDone);
    gate.release(READERS + 1);
    inTime.join().release();
    stuck.forEach(read -> read.join().release());
    assertThat(gate.availablePermits()).isZero();
  }

  @Test
  void appendThatWaitsForADiskThatHangsEndsWithItsDeadlineAndIsNotWritten() {
    hung.holdSyncs(gate);
    CompletableFuture<Long> stuck = words.append(ON_HUNG.value(), 8192, bytes(BYTES, 3));
    while (gate.getQueueLength() == 0) {
      Thread.onSpinWait();
    }
    Batch batch = StoreUnderTest.batch(bytes(BYTES, 4));
    CompletableFuture<Long> late =
        store.append(new Append(ON_HUNG, 16384, 1, batch, batch.payloadCrc(), System.nanoTime()));

    store.refuseLate();

    assertThat(refusal(late).error()).isEqualTo(NodeError.TIMED_OUT);
    assertThat(stuck).isNotDone();
    gate.release(Integer.MAX_VALUE / 2);
    assertThat(stuck.join()).isEqualTo(16384);
    assertThat(words.append(ON_HUNG.value(), 16384, bytes(BYTES, 5)).join()).isEqualTo(24576);
  }

  private List<CompletableFuture<ByteBuf>> hangAllReaders() {
    List<CompletableFuture<ByteBuf>> stuck = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      stuck.add(read(StoreUnderTest.deadline()));
    }
    while (gate.getQueueLength() < READERS) {
      Thread.onSpinWait();
    }
    return stuck;
  }

  private CompletableFuture<ByteBuf> read(long deadlineNanos) {
    return StoreUnderTest.read(store, ON_HUNG, 0, BYTES, deadlineNanos);
  }
}
