package dev.satchel.storage.extent;

import static dev.satchel.storage.extent.StoreUnderTest.bytes;
import static dev.satchel.storage.extent.StoreUnderTest.deadline;
import static dev.satchel.storage.extent.StoreUnderTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.DiskState;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ExtentState;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.disk.FaultyDisk;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Extents that are filled by copying, as the store sees them. */
class CopyTest {

  private static final ExtentId ID = new ExtentId(1);

  private final FaultyDisk disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);
  private StoreUnderTest store;

  @BeforeEach
  void open() throws IOException {
    store = new StoreUnderTest(disk);
    store.create(1);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  @Test
  void extentThatHoldsAppendsIsNotMadeACopy() throws IOException {
    long end = store.append(1, 0, bytes(5000, 1)).join();

    assertThat(refusal(keep(1)).error()).isEqualTo(NodeError.BAD_REQUEST);

    assertThat(store.append(1, end, bytes(10, 2)).join()).isEqualTo(end + 4096);
    store.close();
    store = new StoreUnderTest(disk.afterKill());
    assertThat(store.payload(1, 0, 5000)).isEqualTo(bytes(5000, 1));
    assertThat(store.info(1).endOffset()).isEqualTo(end + 4096);
  }

  @Test
  void fillsComeAtTheEndOnlyAndWithinTheExtent() throws IOException {
    assertThat(refusal(fill(0, 4096)).error()).isEqualTo(NodeError.NOT_OPEN);
    keep(1).join();
    assertThat(fill(0, 8192).join()).isEqualTo(8192);

    for (long offset : new long[] {0, 4096, 12_288, -4096, Long.MAX_VALUE - 4095}) {
      assertThat(refusal(fill(offset, 4096)).error()).isEqualTo(NodeError.OFFSET_MISMATCH);
    }
    long capacity = store.info(1).capacityBytes();
    int tooMuch = (int) (capacity - 8192 + 4096);
    assertThat(refusal(fill(8192, tooMuch)).error()).isEqualTo(NodeError.NO_SPACE);
    assertThat(fill(8192, tooMuch - 4096).join()).isEqualTo(capacity);
  }

  @Test
  void diskThatFailedTakesNoPartsOfCopies() throws IOException {
    keep(1).join();
    fill(0, 4096).join();
    store.create(2);
    store.close(1, 2).join();
    for (int i = 0; i < DiskHistory.FATAL_ERRORS; i++) {
      disk.failChange(1);
      assertThat(refusal(store.trash(1, 2)).error()).isEqualTo(NodeError.IO_ERROR);
    }
    assertThat(store.store.disks().getFirst().state()).isEqualTo(DiskState.FAILED);

    assertThat(refusal(fill(4096, 4096)).error()).isEqualTo(NodeError.FENCED);
    assertThat(store.info(1).endOffset()).isEqualTo(4096);
  }

  @Test
  void managerThatWasReplacedFillsNoMore() throws IOException {
    keep(3).join();
    assertThat(fill(3, 0, 4096).join()).isEqualTo(4096);
    store.store.create(4, new ExtentId(2), 1, 0, deadline()).join();

    assertThat(refusal(fill(3, 4096, 4096)).error()).isEqualTo(NodeError.STALE_EPOCH);
    assertThat(refusal(keep(3)).error()).isEqualTo(NodeError.STALE_EPOCH);
    keep(4).join();
    assertThat(fill(4, 4096, 4096).join()).isEqualTo(8192);
  }

  @Test
  void copyThatLostAWriteIsFencedAndEndsWhereItWasDurable() throws IOException {
    keep(1).join();
    fill(0, 4096).join();
    disk.failChange(1);

    assertThat(refusal(fill(4096, 4096)).error()).isEqualTo(NodeError.IO_ERROR);

    assertThat(store.info(1).state()).isEqualTo(ExtentState.FENCED);
    assertThat(store.info(1).endOffset()).isEqualTo(4096);
    assertThat(refusal(fill(4096, 4096)).error()).isEqualTo(NodeError.FENCED);
  }

  private CompletableFuture<Long> keep(long epoch) {
    return store.store.keepCopy(epoch, ID, deadline());
  }

  private CompletableFuture<Long> fill(long offset, int lengthBytes) {
    return fill(1, offset, lengthBytes);
  }

  private CompletableFuture<Long> fill(long epoch, long offset, int lengthBytes) {
    ByteBuf pages = StoreUnderTest.ALLOCATOR.directBuffer(lengthBytes, lengthBytes);
    pages.writeBytes(bytes(lengthBytes, (int) offset));
    return store.store.fill(new Fill(epoch, ID, offset, pages, deadline()));
  }
}
