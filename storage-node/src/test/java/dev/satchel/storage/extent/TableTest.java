package dev.satchel.storage.extent;

import static dev.satchel.storage.extent.StoreUnderTest.TRASH_FOR;
import static dev.satchel.storage.extent.StoreUnderTest.bytes;
import static dev.satchel.storage.extent.StoreUnderTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ExtentState;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.disk.FaultyDisk;
import dev.satchel.storage.disk.PageMemory;
import dev.satchel.storage.format.DiskGeometry;
import dev.satchel.storage.format.ExtentTableFormat;
import dev.satchel.storage.format.ExtentTablePage;
import dev.satchel.storage.format.ExtentTableWriter;
import dev.satchel.storage.format.SlotEntry;
import dev.satchel.storage.format.Superblock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.random.RandomGeneratorFactory;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a node remembers through its disk's extent table, and what it does when that is damaged. */
@Timeout(60)
class TableTest {

  private static final int COPY_0 = (int) DiskGeometry.TABLE_POSITION;
  private static final int COPY_1 = COPY_0 + DiskGeometry.PAGE_BYTES;

  @Test
  void closedExtentStaysClosedAndAClaimStaysMade() throws IOException {
    FaultyDisk disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);
    FaultyDisk killed;
    try (var store = new StoreUnderTest(disk)) {
      store.create(1);
      store.create(2);
      store.claim(1, 9).join();
      store.close(1, 2).join();
      killed = disk.afterKill();
    }
    try (var store = new StoreUnderTest(killed)) {
      assertThat(store.info(2).state()).isEqualTo(ExtentState.CLOSED);
      assertThat(refusal(store.append(1, 0, 8, bytes(10, 1))).error())
          .isEqualTo(NodeError.STALE_EPOCH);
      assertThat(store.append(1, 0, 9, bytes(10, 1)).join()).isEqualTo(4096);
    }
  }

  @Test
  void managerThatWasShutOutStaysShutOut() throws IOException {
    FaultyDisk disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);
    try (var store = new StoreUnderTest(disk)) {
      store.create(1);
      store.close(7, 1).join();
    }
    try (var store = new StoreUnderTest(disk.afterKill())) {
      assertThat(refusal(store.seal(6, 1, 0)).error()).isEqualTo(NodeError.STALE_EPOCH);
      assertThat(store.seal(7, 1, 0).join().lengthBytes()).isZero();
    }
  }

  /** Whatever it was that a manager had done, also when nothing else tells its epoch. */
  @Test
  void epochOfEveryCommandOutlivesTheNode() throws IOException {
    ExtentId id = new ExtentId(1);
    ExtentId copy = new ExtentId(2);
    long deadline = StoreUnderTest.deadline();
    List<BiFunction<StoreUnderTest, Long, CompletableFuture<?>>> commands =
        List.of(
            (store, epoch) -> store.store.create(epoch, id, 101, 0, deadline),
            (store, epoch) -> store.close(epoch, 1),
            (store, epoch) -> store.seal(epoch, 1, 0),
            (store, epoch) -> store.trash(epoch, 1),
            (store, epoch) -> store.restore(epoch, 1),
            (store, epoch) -> store.trash(epoch, 1),
            (store, epoch) -> store.purge(epoch, 1),
            (store, epoch) -> store.store.create(epoch, copy, 102, 0, deadline),
            (store, epoch) -> store.store.keepCopy(epoch, copy, deadline));
    StorePolicy policy =
        new StorePolicy(Duration.ZERO, StoreUnderTest.NEVER, InstantSource.system());
    FaultyDisk disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);
    long epoch = 1;
    for (var command : commands) {
      epoch += 10;
      try (var store = new StoreUnderTest(disk, policy)) {
        command.apply(store, epoch).join();
        disk = disk.afterKill();
      }
      long earlier = epoch - 1;
      try (var store = new StoreUnderTest(disk.afterKill(), policy)) {
        assertThatThrownBy(() -> store.store.checkManager(earlier))
            .as("command %d", epoch / 10)
            .hasMessageContaining("this node has heard " + epoch);
      }
    }
  }

  /** Each header tells the epoch of the manager that made its extent. */
  @Test
  void managerThatWasShutOutStaysShutOutWithoutTheTable() throws IOException {
    FaultyDisk disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);
    try (StoreUnderTest store = new StoreUnderTest(disk)) {
      store.store.create(7, new ExtentId(1), 101, 0, StoreUnderTest.deadline()).join();
    }
    disk.zero(8192, 2 * 4096);
    try (StoreUnderTest store = new StoreUnderTest(disk)) {
      assertThat(refusal(store.close(6, 1)).error()).isEqualTo(NodeError.STALE_EPOCH);
      store.close(7, 1).join();
    }
  }

  @Test
  void fencedExtentStaysFenced() throws IOException {
    FaultyDisk disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);
    try (var store = new StoreUnderTest(disk)) {
      store.create(1);
      disk.failChange(2);
      refusal(store.append(1, 0, bytes(10, 1)));
    }
    try (var store = new StoreUnderTest(disk.afterKill())) {
      assertThat(store.info(1).state()).isEqualTo(ExtentState.FENCED);
    }
  }

  /** Every thirteenth byte of the newest copy, and of the one before: each field of the page. */
  @Test
  void eitherCopyOfAPageIsEnough() throws IOException {
    FaultyDisk disk = diskWithAClosedExtent();
    for (int at = 0; at < DiskGeometry.PAGE_BYTES; at += 13) {
      FaultyDisk newest = disk.afterKill();
      newest.flipBit(COPY_0 + at);
      try (var store = new StoreUnderTest(newest)) {
        assertThat(store.info(1).state()).as("one change behind").isEqualTo(ExtentState.OPEN);
      }
      FaultyDisk older = disk.afterKill();
      older.flipBit(COPY_1 + at);
      try (var store = new StoreUnderTest(older)) {
        assertThat(store.info(1).state()).isEqualTo(ExtentState.CLOSED);
      }
    }
  }

  @Test
  void lostPageCostsAWalkAndNoDataAndIsWrittenAgain() throws IOException {
    FaultyDisk disk = diskWithAClosedExtent();
    disk.flipBit(COPY_0 + 100);
    disk.flipBit(COPY_1 + 100);
    try (var store = new StoreUnderTest(disk)) {
      assertThat(store.metrics.counter("storage.damaged").getCount()).isEqualTo(1);
      assertThat(store.info(1).state()).isEqualTo(ExtentState.OPEN);
      assertThat(store.payload(1, 0, 5000)).isEqualTo(bytes(5000, 1));
      store.close(1, 1).join();
    }
    try (var store = new StoreUnderTest(disk.afterKill())) {
      assertThat(store.metrics.counter("storage.damaged").getCount()).isZero();
      assertThat(store.info(1).state()).isEqualTo(ExtentState.CLOSED);
    }
  }

  /** A crash leaves the very first write of a page so, and nothing else: that is no damage. */
  @Test
  void firstWriteThatWasTornIsNotReportedAndAnythingElseIs() throws IOException {
    FaultyDisk disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);
    FaultyDisk written;
    try (var store = new StoreUnderTest(disk)) {
      store.create(1);
      written = disk.afterKill();
    }
    written.flipBit(COPY_0 + 100);
    try (var store = new StoreUnderTest(written)) {
      assertThat(store.metrics.counter("storage.damaged").getCount()).isZero();
      assertThat(store.info(1).state()).isEqualTo(ExtentState.OPEN);
    }
    FaultyDisk later = diskWithAClosedExtent();
    later.zero(COPY_0, DiskGeometry.PAGE_BYTES);
    later.flipBit(COPY_1 + 100);
    try (var store = new StoreUnderTest(later)) {
      assertThat(store.metrics.counter("storage.damaged").getCount()).isEqualTo(1);
    }
  }

  @Test
  void entryOfAnotherExtentSaysNothing() throws IOException {
    FaultyDisk disk = diskWithAClosedExtent();
    SlotEntry foreign = SlotEntry.of(new ExtentId(99), 0).withTrashed(new SlotEntry.Trashed(1, 1));
    putEntry(disk, foreign);
    try (var store = new StoreUnderTest(disk)) {
      assertThat(store.info(1).state()).isEqualTo(ExtentState.OPEN);
      assertThat(store.payload(1, 0, 5000)).isEqualTo(bytes(5000, 1));
      assertThat(store.metrics.counter("storage.damaged").getCount()).isEqualTo(1);
    }
  }

  @Test
  void lostHeaderOfAnExtentWithACheckpointIsNoFreeSlot() throws IOException {
    FaultyDisk disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);
    try (var store = new StoreUnderTest(disk)) {
      store.create(1);
      store.append(1, 0, bytes(10, 1)).join();
    }
    disk.zero(1 << 20, 8192);
    try (var store = new StoreUnderTest(disk)) {
      assertThat(store.store.list()).isEmpty();
      assertThat(store.store.disks().getFirst().freeSlots()).isEqualTo(1);
    }
  }

  /** The start reads the tail behind the checkpoint only; what lies below is for seal and scrub. */
  @Test
  void damageBelowTheCheckpointIsFoundByTheSealAndNotByTheStart() throws IOException {
    FaultyDisk disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);
    try (var store = new StoreUnderTest(disk)) {
      store.create(1);
      store.append(1, 0, bytes(5000, 1)).join();
      store.append(1, 8192, bytes(10, 2)).join();
    }
    disk.flipBit(StoreUnderTest.FIRST_DATA_POSITION + 100);
    try (var store = new StoreUnderTest(disk)) {
      assertThat(store.info(1).state()).isEqualTo(ExtentState.OPEN);
      assertThat(store.info(1).endOffset()).isEqualTo(12288);
      assertThat(refusal(store.seal(1, 1, 12288)).error()).isEqualTo(NodeError.CORRUPT);
    }
  }

  @Test
  void idleDiskBringsItsTableUpToDate() throws IOException {
    FaultyDisk disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);
    StorePolicy eager = new StorePolicy(TRASH_FOR, Duration.ZERO, InstantSource.system());
    try (var store = new StoreUnderTest(disk, eager)) {
      store.create(1);
      store.append(1, 0, bytes(10, 1)).join();
      while (table(disk).entry(0).checkpoint() != 4096) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void busyExtentGetsACheckpointEverySixteenMebibytes() throws IOException {
    int slotBytes = 40 << 20;
    FaultyDisk disk = new FaultyDisk((1 << 20) + slotBytes);
    StorePolicy policy = new StorePolicy(TRASH_FOR, StoreUnderTest.NEVER, InstantSource.system());
    try (ExtentStore store = StoreUnderTest.open(new MetricRegistry(), policy)) {
      store.addDisk(
          disk, new DiskSetup(StoreUnderTest.NODE, slotBytes, (1 << 20) + slotBytes, true));
      ExtentId id = new ExtentId(1);
      store.create(1, id, 1, 0, StoreUnderTest.deadline()).join();
      long end = 0;
      long checkpoint = 0;
      byte[] payload = bytes((1 << 20) - 40, 1);
      for (int i = 0; i < 35; i++) {
        Batch batch = StoreUnderTest.batch(payload);
        long deadline = StoreUnderTest.deadline();
        end = store.append(new Append(id, end, 1, batch, batch.payloadCrc(), deadline)).join();
        checkpoint = table(disk).entry(0).checkpoint();
        assertThat(checkpoint).isLessThan(end);
        assertThat(end - checkpoint).isLessThanOrEqualTo(ExtentTable.CHECKPOINT_BYTES + (1 << 20));
      }
      assertThat(checkpoint).isEqualTo(32 << 20);
    }
  }

  @Test
  void changeWhoseTableWasNotWrittenIsRefusedAndCanBeAskedForAgain() throws IOException {
    for (int nth = 1; nth <= 2; nth++) {
      FaultyDisk disk = diskWithAClosedExtent();
      try (var store = new StoreUnderTest(disk)) {
        disk.failChange(nth);
        assertThat(refusal(store.trash(1, 1)).error()).isEqualTo(NodeError.IO_ERROR);
        store.trash(1, 1).join();
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(nth);
        try (var after = new StoreUnderTest(disk.afterPowerCut(random))) {
          assertThat(after.info(1).state()).isEqualTo(ExtentState.TRASHED);
        }
      }
    }
  }

  @Test
  void failedCreationIsNotThereTwiceAfterItsRetry() throws IOException {
    FaultyDisk disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);
    try (var store = new StoreUnderTest(disk)) {
      disk.failChange(3);
      assertThat(
              refusal(store.store.create(1, new ExtentId(1), 101, 0, StoreUnderTest.deadline()))
                  .error())
          .isEqualTo(NodeError.IO_ERROR);
      store.create(1);
      store.append(1, 0, bytes(10, 1)).join();
    }
    try (var store = new StoreUnderTest(disk.afterKill())) {
      assertThat(store.payload(1, 0, 10)).isEqualTo(bytes(10, 1));
      while (store.store.disks().getFirst().freeSlots() == 0) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void diskWithoutATableIsTooOld() throws IOException {
    FaultyDisk disk = diskWithAClosedExtent();
    ByteBuffer page = PageMemory.allocate(DiskGeometry.PAGE_BYTES);
    disk.read(0, page);
    page.putShort(4, Short.reverseBytes((short) 1));
    var crc = new java.util.zip.CRC32C();
    crc.update(page.slice(0, 84));
    page.putInt(84, Integer.reverseBytes((int) crc.getValue()));
    disk.write(0, page.clear());

    assertThatThrownBy(() -> new StoreUnderTest(disk))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("too old");
  }

  /** As a killed node leaves it: written for the creation, for its writer, and for the close. */
  private static FaultyDisk diskWithAClosedExtent() throws IOException {
    FaultyDisk disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);
    try (var store = new StoreUnderTest(disk)) {
      store.create(1);
      store.append(1, 0, bytes(5000, 1)).join();
      store.close(1, 1).join();
      return disk.afterKill();
    }
  }

  private static ExtentTable table(FaultyDisk disk) throws IOException {
    return new TableLoad(disk, superblock(disk), StoreMetrics.in(new MetricRegistry())).load();
  }

  private static Superblock superblock(FaultyDisk disk) throws IOException {
    return new DiskFormatter(disk).open(new DiskSetup(StoreUnderTest.NODE, 0, 0, true));
  }

  /** A sound newer page that says this of slot 0. */
  private static void putEntry(FaultyDisk disk, SlotEntry entry) throws IOException {
    List<SlotEntry> entries =
        new ArrayList<>(Collections.nCopies(ExtentTableFormat.ENTRIES, SlotEntry.EMPTY));
    entries.set(0, entry);
    ExtentTablePage.Place place = new ExtentTablePage.Place(superblock(disk).diskId(), 0, 0);
    ByteBuffer page = PageMemory.allocate(DiskGeometry.PAGE_BYTES);
    ExtentTableWriter.write(new ExtentTablePage(place, 100, 1, entries), new UnsafeBuffer(page));
    disk.write(COPY_0, page);
    disk.sync();
  }
}
