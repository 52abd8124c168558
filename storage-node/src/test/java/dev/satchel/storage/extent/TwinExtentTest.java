package dev.satchel.storage.extent;

import static dev.satchel.storage.extent.StoreUnderTest.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.storage.ExtentState;
import dev.satchel.storage.disk.FaultyDisk;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An extent that was created again while the disk that held it was away, and the disk is back. */
class TwinExtentTest {

  private static final DiskSetup SETUP =
      new DiskSetup(
          StoreUnderTest.NODE, StoreUnderTest.SLOT_BYTES, StoreUnderTest.DISK_BYTES, true);
  private static final long ID = 1;

  @Test
  void theOneThatHoldsMoreIsUsedWhicheverDiskIsNamedFirst() throws Exception {
    FaultyDisk away = diskWith(100, false);
    FaultyDisk goneOn = diskWith(9000, false);

    for (List<FaultyDisk> order : List.of(List.of(away, goneOn), List.of(goneOn, away))) {
      try (StoreUnderTest store = open(order)) {
        assertThat(store.payload(ID, 0, 9000)).isEqualTo(bytes(9000, 1));
        assertThat(store.store.extentCount()).isEqualTo(1);
        assertThat(store.append(ID, store.info(ID).endOffset(), bytes(10, 2)).join()).isPositive();
      }
    }
  }

  @Test
  void sealedOneIsUsedRatherThanALongerOneThatIsOpen() throws Exception {
    FaultyDisk open = diskWith(9000, false);
    FaultyDisk sealed = diskWith(100, true);

    for (List<FaultyDisk> order : List.of(List.of(open, sealed), List.of(sealed, open))) {
      try (StoreUnderTest store = open(order)) {
        assertThat(store.info(ID).state()).isEqualTo(ExtentState.SEALED);
        assertThat(store.payload(ID, 0, 100)).isEqualTo(bytes(100, 1));
      }
    }
  }

  private static FaultyDisk diskWith(int payloadBytes, boolean sealed) throws IOException {
    FaultyDisk disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);
    try (StoreUnderTest store = new StoreUnderTest(disk)) {
      store.create(ID);
      long end = store.append(ID, 0, bytes(payloadBytes, 1)).join();
      if (sealed) {
        store.seal(1, ID, end).join();
      }
    }
    return disk;
  }

  private static StoreUnderTest open(List<FaultyDisk> disks) throws IOException {
    ExtentStore store =
        StoreUnderTest.open(new MetricRegistry(), StorePolicy.trashFor(StoreUnderTest.TRASH_FOR));
    for (FaultyDisk disk : disks) {
      store.addDisk(disk.afterKill(), SETUP);
    }
    return new StoreUnderTest(store);
  }
}
