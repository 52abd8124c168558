package dev.satchel.storage.extent;

import static dev.satchel.storage.extent.StoreUnderTest.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.codahale.metrics.MetricRegistry;
import dev.satchel.storage.ExtentInfo;
import dev.satchel.storage.disk.FaultyDisk;
import dev.satchel.storage.format.DiskGeometry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A disk whose slots are read by several threads is opened as if one had read them in turn. */
class SlotReadsTest {

  private static final int SLOTS = 24;
  private static final int EXTENTS = 20;
  private static final int DISK_BYTES = (1 << 20) + SLOTS * (int) StoreUnderTest.SLOT_BYTES;
  private static final DiskGeometry GEOMETRY = new DiskGeometry(StoreUnderTest.SLOT_BYTES, SLOTS);
  private static final ExecutorService THREADS = Executors.newFixedThreadPool(7);

  @AfterAll
  static void stop() {
    THREADS.shutdown();
  }

  /** What an opening found and said. */
  private record Opening(List<ExtentInfo> extents, long damaged, int freeSlots, List<String> log) {}

  /** Every second extent is sealed, the others hold a batch. */
  private static FaultyDisk diskWithExtents() throws IOException {
    FaultyDisk disk = new FaultyDisk(DISK_BYTES);
    try (ExtentStore extents = store(Runnable::run, new MetricRegistry());
        StoreUnderTest store = new StoreUnderTest(extents)) {
      add(extents, disk);
      for (int id = 1; id <= EXTENTS; id++) {
        store.create(id);
        long end = store.append(id, 0, bytes(5000, id)).join();
        if (id % 2 == 0) {
          store.seal(1, id, end).join();
        }
      }
    }
    return disk.afterKill();
  }

  private static ExtentStore store(Executor readers, MetricRegistry metrics) {
    Duration never = StoreUnderTest.NEVER;
    StorePolicy policy = new StorePolicy(StoreUnderTest.TRASH_FOR, never, Instant::now);
    return new ExtentStore(() -> readers, StoreUnderTest.ALLOCATOR, metrics, policy);
  }

  private static void add(ExtentStore store, FaultyDisk disk) throws IOException {
    store.addDisk(
        disk, new DiskSetup(StoreUnderTest.NODE, StoreUnderTest.SLOT_BYTES, DISK_BYTES, true));
  }

  private static Opening open(FaultyDisk disk, Executor readers) throws IOException {
    Logger logger = (Logger) LoggerFactory.getLogger(SlotScan.class);
    ListAppender<ILoggingEvent> said = new ListAppender<>();
    said.start();
    logger.addAppender(said);
    logger.setLevel(Level.WARN);
    logger.setAdditive(false);
    MetricRegistry metrics = new MetricRegistry();
    try (ExtentStore store = store(readers, metrics)) {
      add(store, disk);
      return new Opening(
          store.list().stream().sorted(Comparator.comparing(info -> info.id().value())).toList(),
          metrics.counter("storage.damaged").getCount(),
          store.disks().getFirst().freeSlots(),
          said.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
    } finally {
      logger.detachAppender(said);
      logger.setLevel(null);
      logger.setAdditive(true);
    }
  }

  @Test
  void damageOfManySlotsIsFoundAndToldInTheirOrderWhoeverReadsThem() throws IOException {
    FaultyDisk disk = diskWithExtents();
    for (int slot = 0; slot < EXTENTS; slot += 3) {
      disk.flipBit(GEOMETRY.slotPosition(slot) + 8);
    }
    for (int slot = 1; slot < EXTENTS; slot += 6) {
      disk.flipBit(GEOMETRY.footerPosition(slot) + 8);
    }
    Opening inTurn = open(disk.afterKill(), Runnable::run);
    assertThat(inTurn.damaged()).isEqualTo(11);
    assertThat(inTurn.log()).hasSize(11);

    for (int i = 0; i < 50; i++) {
      assertThat(open(disk.afterKill(), THREADS)).isEqualTo(inTurn);
    }
  }

  @Test
  void readThatFailsRefusesTheDiskWhicheverReadItIs() throws IOException {
    FaultyDisk disk = diskWithExtents();
    Opening whole = open(disk.afterKill(), Runnable::run);
    assertThat(whole.extents()).hasSize(EXTENTS);

    int reads = 0;
    while (!opensAfter(disk, reads, whole)) {
      reads++;
    }
    assertThat(reads).as("reads that an opening needs").isGreaterThan(2 * EXTENTS);
  }

  /** Whether these reads are all that the disk is asked for; else its refusal is the device's. */
  private static boolean opensAfter(FaultyDisk whole, int reads, Opening expected)
      throws IOException {
    FaultyDisk disk = whole.afterKill();
    disk.failReadsAfter(reads);
    try {
      assertThat(open(disk, THREADS)).isEqualTo(expected);
      return true;
    } catch (IOException refused) {
      assertThat(refused).as("with %d reads", reads).hasMessage("input/output error");
      return false;
    }
  }

  @Test
  void helpersThatAreBusyAreDoneWithout() throws IOException {
    FaultyDisk disk = diskWithExtents();
    Executor busy =
        task -> {
          throw new RejectedExecutionException("busy");
        };

    assertThat(open(disk.afterKill(), busy)).isEqualTo(open(disk.afterKill(), Runnable::run));
  }
}
