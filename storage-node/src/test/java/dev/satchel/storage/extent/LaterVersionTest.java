package dev.satchel.storage.extent;

import static dev.satchel.storage.extent.StoreUnderTest.FIRST_DATA_POSITION;
import static dev.satchel.storage.extent.StoreUnderTest.bytes;
import static dev.satchel.storage.extent.StoreUnderTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.storage.ExtentState;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.QuarantineOrder;
import dev.satchel.storage.disk.FaultyDisk;
import dev.satchel.storage.disk.PageMemory;
import dev.satchel.storage.format.BatchFormat;
import dev.satchel.storage.format.Crc32c;
import dev.satchel.storage.format.DiskGeometry;
import dev.satchel.storage.format.QuarantineFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a newer program wrote: left alone, and not to be forged by what a block holds. */
class LaterVersionTest {

  private static final DiskGeometry GEOMETRY = new DiskGeometry(StoreUnderTest.SLOT_BYTES, 2);
  private static final int SUPERBLOCK_HEADER_BYTES = 88;
  private static final int OTHER_HEADER_BYTES = 64;
  private static final int VERSION_OFFSET = 4;

  private FaultyDisk disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);

  @BeforeEach
  void sealOneAndAppendToAnother() throws IOException {
    try (StoreUnderTest store = new StoreUnderTest(disk)) {
      store.create(1);
      store.append(1, 0, bytes(5000, 1)).join();
      store.seal(1, 1, 8192).join();
      store.create(2);
      store.append(2, 0, bytes(10, 2)).join();
      disk = disk.afterKill();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void superblockOfALaterVersionIsNotWrittenOver(int copy) throws IOException {
    makeLater(copy * 4096L, 0, SUPERBLOCK_HEADER_BYTES);

    assertIsNotOpened();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void quarantineMarkOfALaterVersionIsNotWrittenOver(int copy) throws IOException {
    try (StoreUnderTest store = new StoreUnderTest(disk)) {
      var id = store.store.disks().getFirst().id();
      var order = new QuarantineOrder(id, true, "loud");
      store.store.keepDisk(1, order, StoreUnderTest.deadline()).join();
    }
    makeLater(copy * 4096L, QuarantineFormat.OFFSET, OTHER_HEADER_BYTES);

    assertIsNotOpened();
  }

  @Test
  void otherStructuresOfALaterVersionAreNotWrittenOver() throws IOException {
    FaultyDisk whole = disk;
    for (long position :
        new long[] {
          GEOMETRY.tablePosition(0, 0),
          GEOMETRY.tablePosition(0, 1),
          GEOMETRY.slotPosition(0),
          GEOMETRY.slotPosition(1),
          GEOMETRY.footerPosition(0)
        }) {
      disk = whole.afterKill();
      makeLater(position, 0, OTHER_HEADER_BYTES);
      assertIsNotOpened();
    }
  }

  /** To mend it is to write, and nothing is written beside what a newer program knows better. */
  @Test
  void damagedSuperblockIsNotMendedBesideAStructureOfALaterVersion() throws IOException {
    disk.zero(4096, 4096);
    makeLater(GEOMETRY.footerPosition(0), 0, OTHER_HEADER_BYTES);

    assertIsNotOpened();
  }

  @Test
  void batchOfALaterVersionEndsItsExtentForGood() throws IOException {
    try (StoreUnderTest store = new StoreUnderTest(disk)) {
      store.append(2, 4096, bytes(10, 3)).join();
      disk = disk.afterKill();
    }
    makeLater(GEOMETRY.dataPosition(1) + 4096, 0, BatchFormat.HEADER_BYTES);

    assertExtentIsFencedAt(4096);
  }

  /** A block may hold anything; a crash may leave it without the header in front of it. */
  @Test
  void blockThatLooksLikeABatchOfALaterVersionDoesNotKeepTheDiskFromBeingOpened()
      throws IOException {
    byte[] payload = bytes(8000, 3);
    ByteBuffer forged = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
    int at = 4096 - BatchFormat.HEADER_BYTES;
    forged.putInt(at, BatchFormat.MAGIC).putShort(at + VERSION_OFFSET, (short) 2);
    int crcAt = at + BatchFormat.HEADER_BYTES - Integer.BYTES;
    forged.putInt(crcAt, Crc32c.of(forged, at, crcAt - at));
    try (StoreUnderTest store = new StoreUnderTest(disk)) {
      store.append(2, 4096, payload).join();
      disk = disk.afterKill();
    }
    disk.zero(GEOMETRY.dataPosition(1) + 4096, 512);

    assertExtentIsFencedAt(4096);
  }

  private void assertExtentIsFencedAt(long end) throws IOException {
    try (StoreUnderTest store = new StoreUnderTest(disk)) {
      assertThat(store.info(2).state()).isEqualTo(ExtentState.FENCED);
      assertThat(store.info(2).endOffset()).isEqualTo(end);
      assertThat(refusal(store.append(2, end, bytes(1, 1))).error()).isEqualTo(NodeError.FENCED);
      assertThat(store.payload(2, 0, 10)).isEqualTo(bytes(10, 2));
      assertThat(store.info(1).dataPosition()).isEqualTo(FIRST_DATA_POSITION);
    }
  }

  private void assertIsNotOpened() throws IOException {
    byte[] before = allOf(disk);
    assertThatThrownBy(() -> new StoreUnderTest(disk))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("newer format version");
    assertThat(allOf(disk)).isEqualTo(before);
  }

  private static byte[] allOf(FaultyDisk disk) throws IOException {
    ByteBuffer bytes = PageMemory.allocate(StoreUnderTest.DISK_BYTES);
    disk.read(0, bytes);
    byte[] copy = new byte[StoreUnderTest.DISK_BYTES];
    bytes.flip().get(copy);
    return copy;
  }

  /**
   * Raises the version of the structure that lies so far into a page, and sums its header again.
   */
  private void makeLater(long position, int at, int headerBytes) throws IOException {
    ByteBuffer page = PageMemory.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    disk.read(position, page);
    page.clear();
    page.putShort(at + VERSION_OFFSET, (short) (page.getShort(at + VERSION_OFFSET) + 1));
    int crcAt = at + headerBytes - Integer.BYTES;
    page.putInt(crcAt, Crc32c.of(page, at, crcAt - at));
    disk.write(position, page);
  }
}
