package dev.satchel.storage.extent;

import static dev.satchel.storage.extent.StoreUnderTest.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.storage.ExtentState;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.disk.FaultyDisk;
import java.io.IOException;
import java.time.Duration;
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

  @Test
  void purgeLeavesNothingOfTheOtherOneEither() throws Exception {
    FaultyDisk lesser = diskWith(100, false).afterKill();
    FaultyDisk better = diskWith(9000, false).afterKill();
    try (StoreUnderTest store = openAsTheyAre(List.of(lesser, better))) {
      store.close(1, ID).join();
      store.trash(1, ID).join();
      store.purge(1, ID).join();
    }

    try (StoreUnderTest after = open(List.of(lesser, better))) {
      assertThat(after.store.extentCount()).isZero();
      assertThat(after.store.disks()).allMatch(disk -> disk.freeSlots() == 2);
    }
  }

  @Test
  void purgeThatIsRefusedLeavesBoth() throws Exception {
    FaultyDisk lesser = diskWith(100, false).afterKill();
    FaultyDisk better = diskWith(9000, false).afterKill();
    try (StoreUnderTest store = openAsTheyAre(List.of(lesser, better))) {
      store.close(1, ID).join();

      assertThat(StoreUnderTest.refusal(store.purge(1, ID)).error())
          .isEqualTo(NodeError.BAD_REQUEST);
    }

    try (StoreUnderTest after = open(List.of(lesser))) {
      assertThat(after.payload(ID, 0, 100)).isEqualTo(bytes(100, 1));
    }
  }

  /** Whatever of a purge a crash left: the better one in the trash, or none. */
  @Test
  void otherOneDoesNotComeBackWhereverAPurgeIsCutShort() throws Exception {
    for (int dying = 0; dying < 2; dying++) {
      boolean purged = false;
      for (int nth = 1; !purged; nth++) {
        FaultyDisk lesser = diskWith(100, false).afterKill();
        FaultyDisk better = diskWith(9000, false).afterKill();
        FaultyDisk crashing = dying == 0 ? lesser : better;
        try (StoreUnderTest store = openAsTheyAre(List.of(lesser, better))) {
          store.close(1, ID).join();
          store.trash(1, ID).join();
          crashing.crashAtChange(nth);
          purged = store.purge(1, ID).handle((done, crash) -> crash == null).join();
        }

        try (StoreUnderTest after = open(List.of(lesser, better))) {
          assertThat(after.store.list())
              .as("disk %d crashes at change %d", dying, nth)
              .allMatch(extent -> extent.state() == ExtentState.TRASHED)
              .allMatch(extent -> extent.endOffset() > 9000);
          assertThat(after.store.extentCount()).isLessThanOrEqualTo(purged ? 0 : 1);
        }
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
    return openAsTheyAre(disks.stream().map(FaultyDisk::afterKill).toList());
  }

  private static StoreUnderTest openAsTheyAre(List<FaultyDisk> disks) throws IOException {
    ExtentStore store =
        StoreUnderTest.open(new MetricRegistry(), StorePolicy.trashFor(Duration.ZERO));
    for (FaultyDisk disk : disks) {
      store.addDisk(disk, SETUP);
    }
    return new StoreUnderTest(store);
  }
}
