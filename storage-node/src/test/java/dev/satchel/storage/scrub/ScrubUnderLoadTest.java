package dev.satchel.storage.scrub;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.storage.DamagedPage;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.disk.FaultyDisk;
import dev.satchel.storage.extent.Append;
import dev.satchel.storage.extent.Batch;
import dev.satchel.storage.extent.DiskSetup;
import dev.satchel.storage.extent.ExtentStore;
import dev.satchel.storage.extent.StorePolicy;
import dev.satchel.storage.runtime.PayloadAllocator;
import dev.satchel.storage.throttle.Throttles;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The scrub of a disk to which clients write. The disk has a clock of its own, which moves with its
 * operations only; the scrub goes by that clock too.
 */
@Timeout(60)
class ScrubUnderLoadTest {

  private static final PayloadAllocator ALLOCATOR = PayloadAllocator.keeping(16 << 20);
  private static final long SLOT_BYTES = 4 << 20;
  private static final int SLOTS = 6;
  private static final int DISK_BYTES = (1 << 20) + SLOTS * (int) SLOT_BYTES;
  private static final long LENGTH_BYTES = (5 << 20) / 2;

  /** Header, footer, and two and a half pages in quarters. */
  private static final int READS_A_WALK = 2 + 10;

  /** A page of the extent table, and a sync if no append comes with it. */
  private static final int NOTE_OPERATIONS = 2;

  private static final int WRITERS = 4;
  private static final int BATCH_BYTES = 4056;
  private static final long LIMIT_BYTES_PER_SECOND = 32 << 20;
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final FaultyDisk disk = new FaultyDisk(DISK_BYTES);
  private final Throttles throttles =
      new Throttles(1, LIMIT_BYTES_PER_SECOND, () -> disk.nanoTime());
  private final Instant start = Instant.now().plusSeconds(10);
  private ExtentStore store;
  private DiskScrub scrub;
  private final long[] ends = new long[WRITERS + 1];
  private long longestNanos;

  /** One sealed extent of three pages, and an open one for each writer. */
  @BeforeEach
  void fill() throws IOException {
    StorePolicy never = new StorePolicy(Duration.ZERO, Duration.ofHours(1), InstantSource.system());
    store = new ExtentStore(() -> Runnable::run, ALLOCATOR, new MetricRegistry(), never);
    store.addDisk(disk, new DiskSetup(new UUID(1, 2), SLOT_BYTES, DISK_BYTES, true));
    create(0);
    long end = append(0, 0, (int) LENGTH_BYTES - 4096);
    store.seal(1, new ExtentId(1000), end, soon()).join();
    for (int writer = 1; writer <= WRITERS; writer++) {
      create(writer);
    }
    ScrubConfig config =
        new ScrubConfig(
            Duration.ofDays(14), () -> start.plusNanos(disk.nanoTime()), disk::nanoTime);
    scrub = new DiskScrub(store.sealedPages().getFirst(), config, throttles);
    scrub.startNow();
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  @Test
  void flippedPageIsFoundWhileFourWritersAppend() throws Exception {
    disk.flipBit(store.info(new ExtentId(1000)).dataPosition() + (1 << 20) + 77);
    AtomicBoolean found = new AtomicBoolean();
    List<CompletableFuture<Long>> writers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
      for (int writer = 1; writer <= WRITERS; writer++) {
        int number = writer;
        writers.add(CompletableFuture.supplyAsync(() -> appendUntil(found, number), threads));
      }
      while (scrub.damage().isEmpty() || scrub.walkedBytes() < LENGTH_BYTES) {
        disk.pass(scrub.step());
      }
      found.set(true);
      for (int writer = 1; writer <= WRITERS; writer++) {
        long end = writers.get(writer - 1).get(30, TimeUnit.SECONDS);
        ExtentId extent = new ExtentId(1000 + writer);
        assertThat(end).isPositive();
        // The seal proves every batch.
        assertThat(store.seal(1, extent, end, soon()).join().lengthBytes()).isEqualTo(end);
      }
    }
    assertThat(scrub.damage()).hasSize(1);
    DamagedPage page = scrub.damage().getFirst();
    assertThat(page.extent()).isEqualTo(new ExtentId(1000));
    assertThat(page.page()).isEqualTo(1);
  }

  /** Every operation of the disk takes 2 ms; the scrub reads a page in four. */
  @Test
  void scrubTakesOfTheDiskWhatItsLimitAllowsAndNoMore() {
    disk.slowDown(2 * MILLI);
    long alone = appendAll(400, false);
    long beside = appendAll(400, true);

    assertThat(scrub.walkedBytes()).isGreaterThan(beside / MILLI * LIMIT_BYTES_PER_SECOND / 1100);
    assertThat(scrub.walkedBytes())
        .isLessThan(beside / MILLI * LIMIT_BYTES_PER_SECOND / 1000 + (3 << 20));
    long walks = scrub.walkedBytes() / LENGTH_BYTES + 1;
    long operations = walks * (READS_A_WALK + NOTE_OPERATIONS);
    assertThat(beside - alone).isLessThan(operations * 2 * MILLI);
    // A write, a sync, the look under way before them, and what is remembered of the scrub.
    assertThat(longestNanos).isLessThanOrEqualTo((2 + 4 + NOTE_OPERATIONS) * 2 * MILLI);
  }

  @Test
  void scrubGivesWayWhenClientsHaveToWaitLongerThanUsual() {
    disk.slowDown(2 * MILLI);
    appendAll(400, true);
    disk.slowDown(40 * MILLI);
    appendAll(40, true);
    scrub.startNow();
    long before = scrub.walkedBytes();
    long began = disk.nanoTime();
    appendAll(100, true);

    double seconds = (disk.nanoTime() - began) / 1e9;
    assertThat((scrub.walkedBytes() - before) / seconds)
        .isLessThan(LIMIT_BYTES_PER_SECOND / 8.0)
        .isPositive();
  }

  /** Appends one batch after the other; answers how long that took by the disk's clock. */
  private long appendAll(int count, boolean scrubbing) {
    long began = disk.nanoTime();
    for (int i = 0; i < count; i++) {
      long submitted = disk.nanoTime();
      if (scrubbing) {
        // The scrub comes first each time: the append waits for its look.
        scrub.startNow();
        scrub.step();
      }
      int writer = 1 + i % WRITERS;
      long end = append(writer, ends[writer], BATCH_BYTES);
      ends[writer] = end;
      long took = disk.nanoTime() - submitted;
      throttles.clientServed(BATCH_BYTES, took);
      longestNanos = Math.max(longestNanos, took);
    }
    return disk.nanoTime() - began;
  }

  private long appendUntil(AtomicBoolean found, int writer) {
    long end = 0;
    while (!found.get() || end == 0) {
      if (end < SLOT_BYTES - 16_384) {
        end = append(writer, end, BATCH_BYTES);
      }
    }
    return end;
  }

  private void create(int number) {
    store.create(1, new ExtentId(1000 + number), number, 0, soon()).join();
  }

  private long append(int number, long offset, int lengthBytes) {
    Batch batch = Batch.allocate(ALLOCATOR, lengthBytes);
    byte[] payload = new byte[lengthBytes];
    new Random(offset).nextBytes(payload);
    batch.payload().writeBytes(Unpooled.wrappedBuffer(payload));
    ExtentId extent = new ExtentId(1000 + number);
    return store.append(new Append(extent, offset, 1, batch, batch.payloadCrc(), soon())).join();
  }

  private static long soon() {
    return System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
  }
}
