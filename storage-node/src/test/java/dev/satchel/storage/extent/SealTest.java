package dev.satchel.storage.extent;

import static dev.satchel.storage.extent.StoreUnderTest.FIRST_DATA_POSITION;
import static dev.satchel.storage.extent.StoreUnderTest.bytes;
import static dev.satchel.storage.extent.StoreUnderTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ExtentState;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.SealedExtent;
import dev.satchel.storage.disk.FaultyDisk;
import dev.satchel.storage.disk.PageMemory;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Seals: what they fix, what they refuse, what survives a restart. */
class SealTest {

  private final FaultyDisk disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);
  private StoreUnderTest store;

  @BeforeEach
  void open() throws IOException {
    store = new StoreUnderTest(disk);
    store.create(1);
    store.append(1, 0, bytes(5000, 1)).join();
    store.append(1, 8192, bytes(10, 2)).join();
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  @Test
  void misdirectedBatchIsNoticedAtTheSeal() throws IOException {
    FaultyDisk faulty = new FaultyDisk(StoreUnderTest.DISK_BYTES);
    try (StoreUnderTest words = new StoreUnderTest(faulty)) {
      words.create(1);
      words.append(1, 0, bytes(10, 1)).join();
      faulty.misdirectWrite(1, 8192);
      words.append(1, 4096, bytes(10, 2)).join();

      assertThat(refusal(words.seal(1, 1, 8192)).error()).isEqualTo(NodeError.CORRUPT);
      assertThat(words.seal(1, 1, 4096).join().lengthBytes()).isEqualTo(4096);
    }
  }

  @Test
  void sealedExtentSurvivesARestartWithItsChecksums() throws IOException {
    SealedExtent sealed = store.seal(1, 1, 12288).join();

    assertThat(sealed.lengthBytes()).isEqualTo(12288);
    assertThat(sealed.pageChecksums()).hasSize(1);
    try (var again = new StoreUnderTest(disk.afterKill())) {
      assertThat(again.info(1).state()).isEqualTo(ExtentState.SEALED);
      assertThat(again.info(1).endOffset()).isEqualTo(12288);
      assertThat(again.seal(1, 1, 12288).join()).isEqualTo(sealed);
      assertThat(again.payload(1, 0, 5000)).isEqualTo(bytes(5000, 1));
    }
  }

  @Test
  void sealCutsWhatWasNotAcknowledgedEverywhere() throws IOException {
    assertThat(store.seal(1, 1, 8192).join().lengthBytes()).isEqualTo(8192);
    assertThat(store.info(1).endOffset()).isEqualTo(8192);
    assertThat(refusal(store.read(1, 8192, 1)).error()).isEqualTo(NodeError.OUT_OF_RANGE);
  }

  @Test
  void sealingTwiceAnswersTheSameAndAnotherLengthIsRefused() {
    SealedExtent first = store.seal(1, 1, 8192).join();

    assertThat(store.seal(1, 1, 8192).join()).isEqualTo(first);
    assertThat(refusal(store.seal(1, 1, 12288)).error())
        .isIn(NodeError.BAD_REQUEST, NodeError.OUT_OF_RANGE);
  }

  @Test
  void emptyExtentCanBeSealed() throws IOException {
    store.create(2);

    assertThat(store.seal(1, 2, 0).join()).isEqualTo(new SealedExtent(0, new int[0]));
    assertThat(store.info(2).state()).isEqualTo(ExtentState.SEALED);
  }

  @Test
  void lengthThatIsNoEndOfABatchIsRefused() {
    assertThat(refusal(store.seal(1, 1, 4096)).error()).isEqualTo(NodeError.BAD_REQUEST);
    assertThat(refusal(store.seal(1, 1, 100)).error()).isEqualTo(NodeError.OUT_OF_RANGE);
    assertThat(refusal(store.seal(1, 1, 16384)).error()).isEqualTo(NodeError.OUT_OF_RANGE);
  }

  @Test
  void extentWhoseSealWasRefusedForItsLengthIsClosedAndSealedAtAnother() throws Exception {
    assertThat(refusal(store.seal(1, 1, 16384)).error()).isEqualTo(NodeError.OUT_OF_RANGE);

    assertThat(store.info(1).state()).isEqualTo(ExtentState.CLOSED);
    assertThat(refusal(store.append(1, 12288, bytes(1, 1))).error()).isEqualTo(NodeError.NOT_OPEN);
    assertThat(store.seal(1, 1, 12288).join().lengthBytes()).isEqualTo(12288);
  }

  @Test
  void damagedBatchIsNotBlessed() {
    disk.flipBit(FIRST_DATA_POSITION + 3000);

    assertThat(refusal(store.seal(1, 1, 12288)).error()).isEqualTo(NodeError.CORRUPT);
    assertThat(refusal(store.append(1, 12288, bytes(1, 1))).error()).isEqualTo(NodeError.NOT_OPEN);
  }

  @Test
  void sealProvesWhatTheDeviceHasAndNotWhatTheCacheRemembers() {
    disk.rotBelowTheCache(FIRST_DATA_POSITION + 3000);

    assertThat(refusal(store.seal(1, 1, 12288)).error()).isEqualTo(NodeError.CORRUPT);
  }

  @Test
  void zeroedPageIsNotBlessed() {
    disk.zero(FIRST_DATA_POSITION + 4096, 4096);

    assertThat(refusal(store.seal(1, 1, 12288)).error()).isEqualTo(NodeError.CORRUPT);
  }

  @Test
  void pageThatBelongsElsewhereIsNotBlessed() throws IOException {
    ByteBuffer page = PageMemory.allocate(4096);
    disk.read(FIRST_DATA_POSITION, page);
    disk.write(FIRST_DATA_POSITION + 8192, page.flip());

    assertThat(refusal(store.seal(1, 1, 12288)).error()).isEqualTo(NodeError.CORRUPT);
  }

  @Test
  void everyDamagedByteBelowThePayloadEndIsNoticed() throws IOException {
    for (int offset = 0; offset < 5040; offset++) {
      disk.flipBit(FIRST_DATA_POSITION + offset);
      assertThat(refusal(store.seal(1, 1, 8192)).error()).isEqualTo(NodeError.CORRUPT);
      disk.flipBit(FIRST_DATA_POSITION + offset);
    }
    assertThat(store.seal(1, 1, 8192).join().lengthBytes()).isEqualTo(8192);
  }

  /** Asking again is no use then: whoever has it sealed goes on without this copy. */
  @Test
  void pageThatTheDiskDoesNotHandOutIsDamageUnlessTheDiskHandsOutNothing() {
    disk.spoil(FIRST_DATA_POSITION + 5000, 1);
    assertThat(refusal(store.seal(1, 1, 12288)).error()).isEqualTo(NodeError.CORRUPT);
    disk.heal();

    disk.failReads(true);
    assertThat(refusal(store.seal(1, 1, 12288)).error()).isEqualTo(NodeError.IO_ERROR);
    disk.failReads(false);

    assertThat(store.seal(1, 1, 12288).join().lengthBytes()).isEqualTo(12288);
  }

  @Test
  void checksumsCoverEachMebibyteOfALargeExtent() throws IOException {
    long slotBytes = 4 << 20;
    FaultyDisk large = new FaultyDisk(6 << 20);
    try (var big = StoreUnderTest.open(new MetricRegistry(), StorePolicy.trashFor(Duration.ZERO))) {
      big.addDisk(large, new DiskSetup(StoreUnderTest.NODE, slotBytes, 6 << 20, false));
      ExtentId id = new ExtentId(5);
      big.create(1, id, 5, 0, StoreUnderTest.deadline()).join();
      long end = 0;
      for (int length : new int[] {1, 700_000, 1_048_536, 900_000, 4056}) {
        Batch batch = Batch.allocate(StoreUnderTest.ALLOCATOR, length);
        batch.payload().writeBytes(Unpooled.wrappedBuffer(bytes(length, length)));
        long deadline = StoreUnderTest.deadline();
        end = big.append(new Append(id, end, 1, batch, batch.payloadCrc(), deadline)).join();
      }

      SealedExtent sealed = big.seal(1, id, end, StoreUnderTest.deadline()).join();

      int lastPageBytes = (int) (end % (1 << 20));
      assertThat(sealed.pageChecksums()).hasSize(3);
      assertThat(sealed.pageChecksums()[0]).isEqualTo(crc(big, id, 0, 1 << 20));
      assertThat(sealed.pageChecksums()[2]).isEqualTo(crc(big, id, 2 << 20, lastPageBytes));
    }
  }

  private static int crc(ExtentStore store, ExtentId id, long offset, int length) {
    var buffer = StoreUnderTest.read(store, id, offset, length, StoreUnderTest.deadline()).join();
    CRC32C crc = new CRC32C();
    crc.update(buffer.nioBuffer());
    buffer.release();
    return (int) crc.getValue();
  }
}
