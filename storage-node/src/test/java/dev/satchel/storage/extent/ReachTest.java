package dev.satchel.storage.extent;

import static dev.satchel.storage.extent.StoreUnderTest.NODE;
import static dev.satchel.storage.extent.StoreUnderTest.bytes;
import static dev.satchel.storage.extent.StoreUnderTest.killedWithThreeBatches;
import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ExtentState;
import dev.satchel.storage.disk.Disk;
import dev.satchel.storage.disk.FaultyDisk;
import dev.satchel.storage.disk.PageMemory;
import dev.satchel.storage.format.BatchHeader;
import dev.satchel.storage.format.BatchWriter;
import dev.satchel.storage.format.Crc32c;
import dev.satchel.storage.format.DiskGeometry;
import dev.satchel.storage.format.ExtentTableFormat;
import dev.satchel.storage.format.ExtentTablePage;
import dev.satchel.storage.format.ExtentTablePage.Place;
import dev.satchel.storage.format.ExtentTableWriter;
import dev.satchel.storage.format.PageOutcome;
import dev.satchel.storage.format.SlotEntry;
import dev.satchel.storage.format.Superblock;
import dev.satchel.storage.format.SuperblockReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * How far a start looks behind the end of an open extent on a device that cannot tell zeros from
 * data, and that nothing which an earlier owner of the slot may have left there is believed.
 */
@Timeout(60)
class ReachTest {

  private static final long SLOT_BYTES = 512L << 20;
  private static final long DISK_BYTES = (1L << 20) + 5 * SLOT_BYTES;
  private static final DiskSetup SETUP = new DiskSetup(NODE, SLOT_BYTES, DISK_BYTES, true);
  private static final StorePolicy POLICY = StorePolicy.trashFor(StoreUnderTest.TRASH_FOR);
  private static final int SEED = 42;

  @TempDir private Path dir;

  @Test
  void startReadsNoFartherThanTheReachOfEachOpenExtentHoweverFullItIs() throws IOException {
    byte[] large = bytes((16 << 20) - 40, 1);
    try (ExtentStore store = open()) {
      for (long id = 1; id <= 4; id++) {
        create(store, id);
        append(store, id, 0, bytes(10, 1));
      }
    }
    long nearlyEmpty = bytesReadAtTheStart();
    assertThat(nearlyEmpty).isLessThan(4 * (2 * ExtentTable.REACH_BYTES + (2 << 20)));

    try (ExtentStore store = open()) {
      for (long end = 4096; end < 12L * large.length; ) {
        end = append(store, 1, end, large);
      }
    }
    assertThat(bytesReadAtTheStart() - nearlyEmpty).isBetween(-(2L << 20), 2L << 20);
  }

  private long bytesReadAtTheStart() throws IOException {
    DeviceWithoutHoles device = new DeviceWithoutHoles(dir.resolve("disk"));
    try (ExtentStore store = StoreUnderTest.open(new MetricRegistry(), POLICY)) {
      store.addDisk(device, SETUP);
      assertThat(store.list()).allMatch(extent -> extent.state() == ExtentState.OPEN);
      return device.readBytes();
    }
  }

  @Test
  void boundsAreThoseThatThePageNames() {
    assertThat(TailScan.MOST_UNSYNCED_BYTES).isEqualTo(17 << 20);
    assertThat(ExtentTable.CHECKPOINT_BYTES).isEqualTo(16 << 20);
    assertThat(ExtentTable.REACH_BYTES).isEqualTo(50 << 20);
  }

  /** More would be torn by a crash than a start looks through. */
  @Test
  void groupIsNoLargerThanWhatMayBeTorn() throws IOException {
    int diskBytes = 34 << 20;
    FaultyDisk disk = new FaultyDisk(diskBytes);
    Semaphore syncs = new Semaphore(1);
    try (ExtentStore store = StoreUnderTest.open(new MetricRegistry(), POLICY)) {
      store.addDisk(disk, new DiskSetup(NODE, 32 << 20, diskBytes, true));
      create(store, 1);
      disk.holdSyncs(syncs);
      StoreUnderTest words = new StoreUnderTest(store);
      words.append(1, 0, bytes(10, 1)).join();
      var first = words.append(1, 4096, bytes(10, 1));
      while (!syncs.hasQueuedThreads()) {
        Thread.onSpinWait();
      }
      byte[] half = bytes((8 << 20) - 40, 2);
      var second = words.append(1, 8192, half);
      var third = words.append(1, 8192 + (8 << 20), half);
      var fourth = words.append(1, 8192 + (16 << 20), half);
      syncs.release(2);

      assertThat(first.join()).isEqualTo(8192);
      assertThat(second.join()).isEqualTo(8192 + (8 << 20));
      assertThat(third.join()).isEqualTo(8192 + (16 << 20));
      while (!syncs.hasQueuedThreads()) {
        Thread.onSpinWait();
      }
      assertThat(fourth).isNotDone();
      syncs.release(100);
      assertThat(fourth.join()).isEqualTo(8192 + (24 << 20));
    }
  }

  @Test
  void writerReachesNoFartherThanTheCheckpointThatIsDurable() throws IOException {
    FaultyDisk disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);
    disk.allocate(0, StoreUnderTest.DISK_BYTES);
    DiskGeometry geometry = new DiskGeometry(StoreUnderTest.SLOT_BYTES, 2);
    Superblock superblock = new Superblock(NODE, NODE, geometry, 0);
    ExtentTable table =
        new TableLoad(disk, superblock, StoreMetrics.in(new MetricRegistry())).load();
    table.put(0, SlotEntry.of(new ExtentId(1), 0).withCheckpoint(4096));

    assertThat(table.reaches(0, ExtentTable.REACH_BYTES)).isTrue();
    assertThat(table.reaches(0, ExtentTable.REACH_BYTES + 4096)).isFalse();
    table.flush();
    assertThat(table.reaches(0, ExtentTable.REACH_BYTES + 4096)).isFalse();
    disk.sync();
    table.flushed();
    assertThat(table.reaches(0, ExtentTable.REACH_BYTES + 4096)).isTrue();
    assertThat(table.reaches(0, ExtentTable.REACH_BYTES + 8192)).isFalse();
  }

  /** As if a slot had not been emptied before it was given out again, for the same bucket. */
  @Test
  void wholeBatchOfTheVeryBucketIsNotBelievedOutOfReach() throws IOException {
    try (ExtentStore store = open()) {
      create(store, 1);
      append(store, 1, 0, bytes(10, 1));
    }
    plant(4096 + 2 * ExtentTable.REACH_BYTES);
    try (ExtentStore store = open()) {
      assertThat(store.info(new ExtentId(1)).state()).isEqualTo(ExtentState.OPEN);
      assertThat(store.info(new ExtentId(1)).endOffset()).isEqualTo(4096);
    }
  }

  @Test
  void wholeBatchWithinReachIsNeverWrittenOver() throws IOException {
    long within = 2 * ExtentTable.REACH_BYTES - 4096;
    try (ExtentStore store = open()) {
      create(store, 1);
      append(store, 1, 0, bytes(10, 1));
    }
    plant(within);
    try (ExtentStore store = open()) {
      assertThat(store.info(new ExtentId(1)).state()).isEqualTo(ExtentState.FENCED);
      assertThat(store.info(new ExtentId(1)).endOffset()).isEqualTo(within + 4096);
    }
  }

  @Test
  void withoutItsTableAnExtentIsSearchedToItsEnd() throws IOException {
    long far = SLOT_BYTES / 2;
    try (ExtentStore store = open()) {
      create(store, 1);
      append(store, 1, 0, bytes(10, 1));
    }
    plant(far);
    loseTable();
    for (int start = 1; start <= 2; start++) {
      try (ExtentStore store = open()) {
        assertThat(store.info(new ExtentId(1)).state()).isEqualTo(ExtentState.FENCED);
        assertThat(store.info(new ExtentId(1)).endOffset()).isEqualTo(far + 4096);
      }
    }
  }

  /** What the table says of another extent may be less than what this one has. */
  @Test
  void extentThatTheTableDoesNotKnowIsSearchedToItsEnd() throws IOException {
    long far = SLOT_BYTES / 2;
    try (ExtentStore store = open()) {
      create(store, 1);
      append(store, 1, 0, bytes(10, 1));
    }
    plant(far);
    nameAnother();
    try (ExtentStore store = open()) {
      assertThat(store.info(new ExtentId(1)).state()).isEqualTo(ExtentState.FENCED);
      assertThat(store.info(new ExtentId(1)).endOffset()).isEqualTo(far + 4096);
    }
  }

  @Test
  void endThatAStartFindsIsACheckpointBeforeAnythingIsWrittenBehindIt() throws IOException {
    FaultyDisk disk = killedWithThreeBatches();
    try (var store = new StoreUnderTest(disk)) {
      assertThat(store.info(1).endOffset()).isEqualTo(20480);
      FaultyDisk killed = disk.afterKill();
      killed.zero(StoreUnderTest.FIRST_DATA_POSITION, 20480);
      // Only a start that had remembered the end finds it without the batches.
      try (var again = new StoreUnderTest(killed)) {
        assertThat(again.info(1).endOffset()).isEqualTo(20480);
      }
    }
  }

  @Test
  void diskThatDoesNotTakeItsTableAtTheStartIsReadAndNotWritten() throws IOException {
    for (int nth = 1; nth <= 3; nth++) {
      FaultyDisk disk = killedWithThreeBatches();
      disk.failChange(nth);
      try (var store = new StoreUnderTest(disk)) {
        assertThat(store.info(1).state()).isEqualTo(ExtentState.FENCED);
        assertThat(store.payload(1, 16384, 3000)).isEqualTo(bytes(3000, 3));
      }
    }
  }

  /** A bit in any byte of the last batch, before what an earlier owner of the slot left. */
  @Test
  void tailIsCutBeforeGarbageWhereverItIsDamaged() throws IOException {
    FaultyDisk disk = withGarbageBehind(killedWithThreeBatches());
    for (int offset = 0; offset < 3040; offset++) {
      disk.flipBit(StoreUnderTest.FIRST_DATA_POSITION + 16384 + offset);
      try (var store = new StoreUnderTest(raw(disk))) {
        assertThat(store.info(1).state()).as("byte %d", offset).isEqualTo(ExtentState.OPEN);
        assertThat(store.info(1).endOffset()).isEqualTo(16384);
      }
      disk.flipBit(StoreUnderTest.FIRST_DATA_POSITION + 16384 + offset);
    }
  }

  /** A bit all over the batch before the last one. */
  @Test
  void wholeBatchBehindADamagedOneIsFoundBeforeGarbage() throws IOException {
    FaultyDisk disk = withGarbageBehind(killedWithThreeBatches());
    for (int offset = 0; offset < 6040; offset += 7) {
      disk.flipBit(StoreUnderTest.FIRST_DATA_POSITION + 8192 + offset);
      try (var store = new StoreUnderTest(raw(disk))) {
        assertThat(store.info(1).state()).as("byte %d", offset).isEqualTo(ExtentState.FENCED);
        assertThat(store.info(1).endOffset()).isEqualTo(20480);
      }
      disk.flipBit(StoreUnderTest.FIRST_DATA_POSITION + 8192 + offset);
    }
  }

  @Test
  void extentGoesOnOverGarbage() throws IOException {
    FaultyDisk disk = raw(withGarbageBehind(killedWithThreeBatches()));
    try (var store = new StoreUnderTest(disk)) {
      assertThat(store.info(1).endOffset()).isEqualTo(20480);
      assertThat(store.append(1, 20480, bytes(5000, 4)).join()).isEqualTo(28672);
      FaultyDisk killed = raw(disk);
      try (var again = new StoreUnderTest(killed)) {
        assertThat(again.info(1).state()).isEqualTo(ExtentState.OPEN);
        assertThat(again.info(1).endOffset()).isEqualTo(28672);
        assertThat(again.seal(1, 1, 28672).join().lengthBytes()).isEqualTo(28672);
      }
    }
  }

  private static FaultyDisk raw(FaultyDisk disk) {
    FaultyDisk raw = disk.afterKill();
    raw.forgetHoles();
    return raw;
  }

  /**
   * Puts onto every page behind the end noise, a whole batch of another bucket that lies at its own
   * offset, or a whole batch of this bucket that belongs elsewhere.
   */
  private static FaultyDisk withGarbageBehind(FaultyDisk disk) throws IOException {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    long capacity = new DiskGeometry(StoreUnderTest.SLOT_BYTES, 2).capacityBytes();
    for (long offset = 20480; offset < capacity; offset += 4096) {
      ByteBuffer page =
          switch (random.nextInt(3)) {
            case 0 -> PageMemory.allocate(4096).put(0, bytes(4096, random.nextInt()));
            case 1 -> batch(100, offset);
            default -> batch(101, offset - 4096 * random.nextInt(1, 5));
          };
      disk.write(StoreUnderTest.FIRST_DATA_POSITION + offset, page);
    }
    disk.sync();
    return disk;
  }

  private static ByteBuffer batch(long bucketId, long offset) {
    ByteBuffer page = PageMemory.allocate(4096).put(40, bytes(1000, (int) offset));
    int crc = Crc32c.of(page, 40, 1000);
    UnsafeBuffer view = new UnsafeBuffer(page);
    BatchWriter.write(new BatchHeader(bucketId, offset, 1000, crc), view);
    return page;
  }

  private void plant(long offset) throws IOException {
    try (Disk device = new DeviceWithoutHoles(dir.resolve("disk"))) {
      DiskGeometry geometry = new DiskGeometry(SLOT_BYTES, 5);
      device.write(geometry.dataPosition(0) + offset, batch(1, offset));
    }
  }

  private void loseTable() throws IOException {
    try (Disk device = new DeviceWithoutHoles(dir.resolve("disk"))) {
      ByteBuffer noise = PageMemory.allocate(8192).put(0, bytes(8192, SEED));
      device.write(DiskGeometry.TABLE_POSITION, noise);
    }
  }

  /** Puts extent 99 into the table, in the place of the one that lies in slot 0. */
  private void nameAnother() throws IOException {
    try (Disk device = new DeviceWithoutHoles(dir.resolve("disk"))) {
      ByteBuffer page = PageMemory.allocate(4096);
      UnsafeBuffer view = new UnsafeBuffer(page);
      device.read(0, page);
      UUID diskId =
          ((PageOutcome.Found<Superblock>) SuperblockReader.read(view, 0)).value().diskId();
      List<SlotEntry> entries =
          new ArrayList<>(Collections.nCopies(ExtentTableFormat.ENTRIES, SlotEntry.EMPTY));
      entries.set(0, SlotEntry.of(new ExtentId(99), 0));
      for (int copy = 0; copy < ExtentTableFormat.COPIES; copy++) {
        Place place = new Place(diskId, 0, copy);
        ExtentTableWriter.write(new ExtentTablePage(place, 1000 + copy, 1, entries), view);
        device.write(new DiskGeometry(SLOT_BYTES, 5).tablePosition(0, copy), page.clear());
      }
    }
  }

  private ExtentStore open() throws IOException {
    ExtentStore store = StoreUnderTest.open(new MetricRegistry(), POLICY);
    store.addDisk(new DeviceWithoutHoles(dir.resolve("disk")), SETUP);
    return store;
  }

  private static void create(ExtentStore store, long id) {
    store.create(1, new ExtentId(id), id, 0, StoreUnderTest.deadline()).join();
  }

  private static long append(ExtentStore store, long id, long offset, byte[] payload) {
    Batch batch = StoreUnderTest.batch(payload);
    int crc = batch.payloadCrc();
    long deadline = StoreUnderTest.deadline();
    return store.append(new Append(new ExtentId(id), offset, 1, batch, crc, deadline)).join();
  }
}
