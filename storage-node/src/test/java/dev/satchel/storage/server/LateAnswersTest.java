package dev.satchel.storage.server;

import static dev.satchel.storage.server.RunningNode.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.disk.FaultyDisk;
import dev.satchel.storage.extent.Append;
import dev.satchel.storage.extent.Batch;
import dev.satchel.storage.extent.DiskSetup;
import dev.satchel.storage.extent.ExtentStore;
import dev.satchel.storage.extent.StorePolicy;
import dev.satchel.storage.runtime.NodeRuntime;
import dev.satchel.storage.runtime.NodeRuntimeConfig;
import dev.satchel.storage.tls.TlsMode;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nobody but the node's own look after them answers those who wait for a disk that hangs. */
@Timeout(60)
class LateAnswersTest {

  private static final ExtentId ID = new ExtentId(1);
  private static final int BYTES = 4000;
  private static final int DISK_BYTES = 3 << 20;
  private static final int ONE_READER = 1;

  private final NodeRuntime runtime =
      NodeRuntime.start(
          new NodeRuntimeConfig(1, ONE_READER, 40L << 20, TlsMode.OFF_LOOPBACK, false));
  private final FaultyDisk disk = new FaultyDisk(DISK_BYTES);
  private final Semaphore gate = new Semaphore(0);
  private final ExtentStore store =
      new ExtentStore(
          runtime::newReaders,
          runtime.allocator(),
          new MetricRegistry(),
          StorePolicy.trashFor(Duration.ZERO));
  private Background background;

  @BeforeEach
  void start() throws IOException {
    store.addDisk(disk, new DiskSetup(new UUID(0, 1), 1 << 20, DISK_BYTES, true));
    store.create(1, ID, 1, 0, soon()).join();
    append(0, soon()).join();
    BackgroundConfig pace = BackgroundConfig.scrubbingEvery(Duration.ofDays(1));
    background = Background.start(pace, KEY, store, runtime);
  }

  @AfterEach
  void close() throws IOException {
    gate.release(Integer.MAX_VALUE / 2);
    background.close();
    store.close();
    runtime.close();
  }

  @Test
  void appendIsAnsweredWhenItsDeadlineHasPassed() {
    disk.holdSyncs(gate);
    CompletableFuture<Long> stuck = append(4096, soon());
    awaitHang();

    assertTimedOut(append(8192, System.nanoTime()));

    assertThat(stuck).isNotDone();
  }

  @Test
  void readIsAnsweredWhenItsDeadlineHasPassed() {
    disk.holdReads(gate);
    CompletableFuture<ByteBuf> stuck = read(soon());
    awaitHang();

    assertTimedOut(read(System.nanoTime()));

    assertThat(stuck).isNotDone();
    gate.release(Integer.MAX_VALUE / 2);
    stuck.join().release();
  }

  private void awaitHang() {
    while (!gate.hasQueuedThreads()) {
      Thread.onSpinWait();
    }
  }

  private static void assertTimedOut(CompletableFuture<?> answer) {
    assertThat(catchThrowable(() -> answer.get(30, TimeUnit.SECONDS)))
        .cause()
        .isInstanceOfSatisfying(
            NodeException.class,
            refused -> assertThat(refused.error()).isEqualTo(NodeError.TIMED_OUT));
  }

  private CompletableFuture<Long> append(long offset, long deadlineNanos) {
    Batch batch = Batch.allocate(runtime.allocator(), BYTES);
    batch.payload().writeZero(BYTES);
    return store.append(new Append(ID, offset, 1, batch, batch.payloadCrc(), deadlineNanos));
  }

  private CompletableFuture<ByteBuf> read(long deadlineNanos) {
    return store.read(ID, 0, BYTES, deadlineNanos, ByteBuf::release);
  }

  private static long soon() {
    return System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
  }
}
