package dev.satchel.storage.extent;

import static dev.satchel.storage.extent.StoreUnderTest.FIRST_DATA_POSITION;
import static dev.satchel.storage.extent.StoreUnderTest.bytes;
import static dev.satchel.storage.extent.StoreUnderTest.killedWithThreeBatches;
import static dev.satchel.storage.extent.StoreUnderTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.storage.DamagedPage;
import dev.satchel.storage.DamagedPage.Kind;
import dev.satchel.storage.DiskState;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ExtentState;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.disk.FaultyDisk;
import dev.satchel.storage.disk.PageMemory;
import dev.satchel.storage.format.DiskGeometry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a disk is opened to after every kind of damage. */
class RecoveryTest {

  private static final int HEADER_POSITION = 1 << 20;
  private static final long FOOTER_POSITION =
      new DiskGeometry(StoreUnderTest.SLOT_BYTES, 2).footerPosition(0);

  @Test
  void openExtentGoesOnWhereItEnded() throws IOException {
    try (var store = new StoreUnderTest(killedWithThreeBatches().afterKill())) {
      assertThat(store.info(1).state()).isEqualTo(ExtentState.OPEN);
      assertThat(store.info(1).endOffset()).isEqualTo(20480);
      assertThat(store.append(1, 20480, bytes(10, 4)).join()).isEqualTo(24576);
      assertThat(store.payload(1, 16384, 3000)).isEqualTo(bytes(3000, 3));
    }
  }

  /** Every length that a torn last write can have, byte by byte. */
  @Test
  void tornTailIsCutAtTheLastWholeBatchWhereverItIsTorn() throws IOException {
    FaultyDisk whole = killedWithThreeBatches();
    int lastBatch = FIRST_DATA_POSITION + 16384;
    for (int kept = 0; kept < 3040; kept++) {
      FaultyDisk torn = whole.afterKill();
      torn.zero(lastBatch + kept, 4096 - kept);
      try (var store = new StoreUnderTest(torn)) {
        assertThat(store.info(1).endOffset()).as("torn after %d bytes", kept).isEqualTo(16384);
        assertThat(store.info(1).state()).isEqualTo(ExtentState.OPEN);
      }
    }
  }

  @Test
  void tailTornInItsPaddingIsWhole() throws IOException {
    FaultyDisk torn = killedWithThreeBatches().afterKill();
    torn.zero(FIRST_DATA_POSITION + 16384 + 3040, 1056);
    try (var store = new StoreUnderTest(torn)) {
      assertThat(store.info(1).endOffset()).isEqualTo(20480);
    }
  }

  /** A bit in any byte of header and payload of the last batch. */
  @Test
  void damagedLastBatchIsCutWhereverItIsDamaged() throws IOException {
    FaultyDisk whole = killedWithThreeBatches();
    for (int offset = 0; offset < 3040; offset++) {
      whole.flipBit(FIRST_DATA_POSITION + 16384 + offset);
      try (var store = new StoreUnderTest(whole.afterKill())) {
        assertThat(store.info(1).endOffset()).as("byte %d", offset).isEqualTo(16384);
        assertThat(store.info(1).state()).isEqualTo(ExtentState.OPEN);
      }
      whole.flipBit(FIRST_DATA_POSITION + 16384 + offset);
    }
  }

  /** A batch of this bucket at another offset, and one of another bucket at this offset. */
  @Test
  void misdirectedBatchIsNotTakenForOneThatBelongsThere() throws IOException {
    long otherData = FIRST_DATA_POSITION + StoreUnderTest.SLOT_BYTES;
    FaultyDisk disk = killedWithThreeBatches();
    try (var store = new StoreUnderTest(disk)) {
      store.create(2);
      store.append(2, 0, bytes(5000, 1)).join();
      store.append(2, 8192, bytes(6000, 2)).join();
      store.append(2, 16384, bytes(3000, 3)).join();
      store.append(2, 20480, bytes(3000, 4)).join();
    }
    long end = FIRST_DATA_POSITION + 20480;
    for (long from : new long[] {FIRST_DATA_POSITION + 16384, otherData + 20480}) {
      FaultyDisk misdirected = disk.afterKill();
      ByteBuffer batch = PageMemory.allocate(4096);
      misdirected.read(from, batch);
      misdirected.write(end, batch.flip());
      try (var store = new StoreUnderTest(misdirected)) {
        assertThat(store.info(1).endOffset()).isEqualTo(20480);
        assertThat(store.info(1).state()).isEqualTo(ExtentState.OPEN);
        assertThat(store.append(1, 20480, bytes(10, 5)).join()).isEqualTo(24576);
        assertThat(store.payload(1, 20480, 10)).isEqualTo(bytes(10, 5));
      }
    }
  }

  @Test
  void misdirectedHeaderNamesNoExtent() throws IOException {
    FaultyDisk disk = killedWithThreeBatches();
    ByteBuffer header = PageMemory.allocate(4096);
    disk.read(HEADER_POSITION, header);
    disk.allocate(HEADER_POSITION + StoreUnderTest.SLOT_BYTES, StoreUnderTest.SLOT_BYTES);
    disk.write(HEADER_POSITION + StoreUnderTest.SLOT_BYTES, header.flip());
    try (var store = new StoreUnderTest(disk)) {
      assertThat(store.store.list()).hasSize(1);
      assertThat(store.payload(1, 0, 5000)).isEqualTo(bytes(5000, 1));
      assertThat(store.store.disks().getFirst().freeSlots()).isEqualTo(1);
    }
  }

  @Test
  void startReadsNoMoreOfFullExtentsThanOfEmptyOnes() throws IOException {
    assertThat(bytesReadAtTheStart(3 << 20)).isEqualTo(bytesReadAtTheStart(10));
  }

  /** Of a sealed extent and of an open one, each with one batch, after an orderly stop. */
  private static long bytesReadAtTheStart(int payloadBytes) throws IOException {
    int diskBytes = (1 << 20) + 2 * (4 << 20);
    FaultyDisk disk = new FaultyDisk(diskBytes);
    DiskSetup setup = new DiskSetup(StoreUnderTest.NODE, 4 << 20, diskBytes, true);
    StorePolicy policy = StorePolicy.trashFor(StoreUnderTest.TRASH_FOR);
    try (ExtentStore store = StoreUnderTest.open(new MetricRegistry(), policy)) {
      store.addDisk(disk, setup);
      for (long id = 1; id <= 2; id++) {
        store.create(1, new ExtentId(id), id, 0, StoreUnderTest.deadline()).join();
        Batch batch = StoreUnderTest.batch(bytes(payloadBytes, 1));
        long deadline = StoreUnderTest.deadline();
        int crc = batch.payloadCrc();
        long end = store.append(new Append(new ExtentId(id), 0, 1, batch, crc, deadline)).join();
        if (id == 1) {
          store.seal(1, new ExtentId(id), end, deadline).join();
        }
      }
    }
    FaultyDisk stopped = disk.afterKill();
    try (ExtentStore store = StoreUnderTest.open(new MetricRegistry(), policy)) {
      store.addDisk(stopped, setup);
      return stopped.readBytes();
    }
  }

  /** A bit in every seventeenth byte of the middle batch, of its header and of its payload. */
  @Test
  void wholeBatchesBehindADamagedOneAreFoundAndNothingIsWrittenThereAgain() throws IOException {
    FaultyDisk whole = killedWithThreeBatches();
    for (int offset = 0; offset < 6040; offset += 17) {
      FaultyDisk damaged = whole.afterKill();
      damaged.flipBit(FIRST_DATA_POSITION + 8192 + offset);
      try (var store = new StoreUnderTest(damaged)) {
        assertThat(store.info(1).state()).as("bit %d", offset).isEqualTo(ExtentState.FENCED);
        assertThat(store.info(1).endOffset()).isEqualTo(20480);
        assertThat(store.payload(1, 0, 5000)).isEqualTo(bytes(5000, 1));
        assertThat(store.payload(1, 16384, 3000)).isEqualTo(bytes(3000, 3));
        assertThat(refusal(store.append(1, 20480, bytes(1, 1))).error())
            .isEqualTo(NodeError.FENCED);
        assertThat(store.close(1, 1).join()).isEqualTo(20480);
        assertThat(refusal(store.seal(1, 1, 20480)).error()).isEqualTo(NodeError.CORRUPT);
        assertThat(store.seal(1, 1, 8192).join().lengthBytes()).isEqualTo(8192);
      }
    }
  }

  @Test
  void damageFoundAtAStartIsToldUntilASealHasProvedTheRest() throws IOException {
    FaultyDisk disk = killedWithThreeBatches().afterKill();
    disk.flipBit(FIRST_DATA_POSITION + 8192 + 100);
    for (int start = 0; start < 3; start++) {
      try (var store = new StoreUnderTest(disk)) {
        assertThat(damage(store)).containsExactly(Kind.BATCH);
        if (start == 2) {
          store.close(1, 1).join();
          store.seal(1, 1, 8192).join();
          assertThat(damage(store)).isEmpty();
        }
      }
    }
    try (var store = new StoreUnderTest(disk)) {
      assertThat(damage(store)).isEmpty();
    }
  }

  private static List<Kind> damage(StoreUnderTest store) {
    return store.store.sealedPages().getFirst().damageElsewhere().stream()
        .map(DamagedPage::kind)
        .toList();
  }

  @Test
  void headerTornAtCreationLeavesAFreeSlot() throws IOException {
    FaultyDisk disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);
    try (var store = new StoreUnderTest(disk)) {
      store.create(1);
    }
    disk.flipBit(HEADER_POSITION + 20);
    try (var store = new StoreUnderTest(disk)) {
      assertThat(store.store.list()).isEmpty();
      assertThat(store.store.disks().getFirst().freeSlots()).isEqualTo(2);
      assertThat(store.create(1).dataPosition()).isEqualTo(FIRST_DATA_POSITION);
    }
  }

  @Test
  void lostHeaderBeforeDataIsNeverOverwritten() throws IOException {
    for (boolean zeroed : new boolean[] {true, false}) {
      FaultyDisk disk = killedWithThreeBatches();
      if (zeroed) {
        disk.zero(HEADER_POSITION, 4096);
      } else {
        disk.flipBit(HEADER_POSITION + 20);
      }
      try (var store = new StoreUnderTest(disk)) {
        assertThat(store.store.list()).isEmpty();
        assertThat(store.store.disks().getFirst().freeSlots()).isEqualTo(1);
        assertThat(store.create(2).dataPosition()).isNotEqualTo(FIRST_DATA_POSITION);
        assertThat(store.metrics.counter("storage.damaged").getCount()).isEqualTo(1);
        assertThat(damage(store)).containsExactly(Kind.SLOT);
      }
    }
  }

  @Test
  void sealedExtentIsServedWithoutItsHeader() throws IOException {
    FaultyDisk disk = killedWithThreeBatches();
    try (var store = new StoreUnderTest(disk)) {
      store.seal(1, 1, 20480).join();
    }
    disk.flipBit(HEADER_POSITION + 20);
    try (var store = new StoreUnderTest(disk)) {
      assertThat(store.info(1).state()).isEqualTo(ExtentState.SEALED);
      assertThat(store.info(1).bucketId()).isEqualTo(101);
      assertThat(store.payload(1, 0, 5000)).isEqualTo(bytes(5000, 1));
      assertThat(store.store.sealedPages().getFirst().list().getFirst().mark().damagedPages())
          .isEqualTo(1);
    }
  }

  @Test
  void damagedFooterFencesAndTheSameSealMendsIt() throws IOException {
    FaultyDisk disk = killedWithThreeBatches();
    var sealed = new dev.satchel.storage.SealedExtent[1];
    try (var store = new StoreUnderTest(disk)) {
      sealed[0] = store.seal(1, 1, 16384).join();
    }
    disk.flipBit(FOOTER_POSITION + 33);
    try (var store = new StoreUnderTest(disk)) {
      assertThat(store.info(1).state()).isEqualTo(ExtentState.FENCED);
      assertThat(damage(store)).containsExactly(Kind.FOOTER);
      assertThat(store.seal(1, 1, 16384).join()).isEqualTo(sealed[0]);
      assertThat(damage(store)).isEmpty();
    }
    try (var store = new StoreUnderTest(disk.afterKill())) {
      assertThat(store.info(1).state()).isEqualTo(ExtentState.SEALED);
    }
  }

  @Test
  void diskThatDoesNotTakeASuperblockAgainServesWhatItHas() throws IOException {
    FaultyDisk disk = killedWithThreeBatches();
    disk.zero(4096, 4096);
    disk.failChange(1);

    try (var store = new StoreUnderTest(disk)) {
      assertThat(store.payload(1, 0, 5000)).isEqualTo(bytes(5000, 1));
      assertThat(store.store.disks().getFirst().state()).isEqualTo(DiskState.SUSPECT);
    }
  }

  @Test
  void eitherSuperblockIsEnoughAndIsMended() throws IOException {
    for (int copy = 0; copy < 2; copy++) {
      FaultyDisk disk = killedWithThreeBatches();
      disk.zero(copy * 4096L, 4096);
      try (var store = new StoreUnderTest(disk)) {
        assertThat(store.info(1).endOffset()).isEqualTo(20480);
      }
      disk.flipBit((1 - copy) * 4096L + 9);
      try (var store = new StoreUnderTest(disk)) {
        assertThat(store.info(1).endOffset()).isEqualTo(20480);
      }
    }
  }

  @Test
  void diskOfAnotherNodeIsNotTouched() throws IOException {
    FaultyDisk other = killedWithThreeBatches();
    DiskSetup elsewhere = new DiskSetup(UUID.randomUUID(), StoreUnderTest.SLOT_BYTES, 0, true);
    assertThatThrownBy(() -> new DiskFormatter(other).open(elsewhere))
        .hasMessageContaining("belongs to node");
  }

  @Test
  void whatAnEarlierOwnerLeftInTheSlotsIsErasedAtFormatting() throws IOException {
    FaultyDisk disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);
    disk.allocate(0, StoreUnderTest.DISK_BYTES);
    disk.write(StoreUnderTest.FIRST_DATA_POSITION, PageMemory.allocate(4096).put(7, (byte) 7));
    try (var store = new StoreUnderTest(disk)) {
      assertThat(store.create(1).endOffset()).isZero();
      assertThat(store.create(2).endOffset()).isZero();
      assertThat(store.append(1, 0, bytes(10, 1)).join()).isEqualTo(4096);
    }
  }

  @Test
  void killDuringFormattingIsFormattedAgain() throws IOException {
    for (int nth = 1; nth <= 4; nth++) {
      FaultyDisk disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);
      disk.crashAtChange(nth);
      assertThatThrownBy(() -> new StoreUnderTest(disk)).isInstanceOf(IOException.class);
      try (var store = new StoreUnderTest(disk.afterKill())) {
        assertThat(store.create(1).endOffset()).isZero();
      }
    }
  }
}
