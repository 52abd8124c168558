package dev.satchel.storage.extent;

import static dev.satchel.storage.extent.StoreUnderTest.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.disk.FaultyDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When those are answered whose group is durable. */
class AnswersTest {

  private static final long STEP = 4096;

  private final FaultyDisk disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);
  private final Semaphore syncs = new Semaphore(0);
  private final Semaphore allocations = new Semaphore(0);
  private StoreUnderTest store;

  @BeforeEach
  void open() throws IOException {
    store = new StoreUnderTest(disk);
    store.create(1);
    disk.holdSyncs(syncs);
  }

  @AfterEach
  void close() throws IOException {
    syncs.release(1000);
    allocations.release(1000);
    store.close();
  }

  @Test
  void oneAloneIsAnsweredAfterItsSync() {
    CompletableFuture<Long> append = append(0);
    awaitSync();
    assertThat(append).isNotDone();
    syncs.release();

    assertThat(answer(append)).isEqualTo(STEP);
  }

  @Test
  void fewDoNotWaitForTheGroupBehindThem() {
    CompletableFuture<Long> first = append(0);
    awaitSync();
    CompletableFuture<Long> second = append(1);
    syncs.release();

    assertThat(answer(first)).isEqualTo(STEP);
    assertThat(second).isNotDone();
  }

  @Test
  void manyDoNotWaitForTheGroupBehindThem() {
    CompletableFuture<Long> first = append(0);
    awaitSync();
    List<CompletableFuture<Long>> many = IntStream.range(1, 10).mapToObj(this::append).toList();
    syncs.release();
    answer(first);
    awaitSync();
    CompletableFuture<Long> last = append(10);
    syncs.release();

    many.forEach(AnswersTest::answer);
    assertThat(last).isNotDone();
  }

  @Test
  void nobodyWaitsForAChangeThatTakesItsTime() {
    disk.holdAllocations(allocations);
    CompletableFuture<Long> append = append(0);
    awaitSync();
    var created = store.store.create(1, new ExtentId(2), 102, 0, StoreUnderTest.deadline());
    syncs.release(1000);

    assertThat(answer(append)).isEqualTo(STEP);
    assertThat(created).isNotDone();
    allocations.release();
    answer(created);
  }

  @Test
  void whoeverIsDurableIsAnsweredWhenTheNodeStopsBehindHim() throws InterruptedException {
    CompletableFuture<Long> append = append(0);
    awaitSync();
    Thread closer = Thread.ofPlatform().start(this::closeStore);
    while (closer.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    syncs.release(1000);

    assertThat(answer(append)).isEqualTo(STEP);
    closer.join();
  }

  private void closeStore() {
    try {
      store.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CompletableFuture<Long> append(int number) {
    return store.append(1, number * STEP, bytes(10, number));
  }

  private static <T> T answer(CompletableFuture<T> future) {
    return future.orTimeout(10, TimeUnit.SECONDS).join();
  }

  private void awaitSync() {
    while (!syncs.hasQueuedThreads()) {
      Thread.onSpinWait();
    }
  }
}
