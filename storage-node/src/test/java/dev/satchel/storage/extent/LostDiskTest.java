package dev.satchel.storage.extent;

import static dev.satchel.storage.extent.StoreUnderTest.SLOT_BYTES;
import static dev.satchel.storage.extent.StoreUnderTest.bytes;
import static dev.satchel.storage.extent.StoreUnderTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.satchel.storage.DiskInfo;
import dev.satchel.storage.DiskState;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.disk.FaultyDisk;
import dev.satchel.storage.disk.FileDisk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is not any more what was opened takes nothing more, and what it has is read. */
class LostDiskTest {

  @TempDir private Path dir;

  private static DiskInfo only(StoreUnderTest store) {
    return store.store.disks().getFirst();
  }

  @Test
  void diskThatIsLostUnderItsWriterTakesNoMore() throws IOException {
    FaultyDisk disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);
    StorePolicy policy =
        new StorePolicy(
            StoreUnderTest.TRASH_FOR, StoreUnderTest.NEVER, Instant::now, disk::nanoTime);
    try (var store = new StoreUnderTest(disk, policy)) {
      store.create(1);
      disk.lose("/disks/a was removed or moved away");
      // Not yet time to look.
      store.append(1, 0, bytes(10, 1)).join();
      disk.pass(LossWatch.EVERY_NANOS);
      store.append(1, 4096, bytes(10, 2)).join();

      var refused = refusal(store.append(1, 8192, bytes(10, 3)));

      assertThat(refused).hasMessageContaining("/disks/a was removed or moved away");
      assertThat(only(store).state()).isEqualTo(DiskState.FAILED);
      assertThat(
              refusal(store.store.create(1, new ExtentId(2), 2, 0, StoreUnderTest.deadline()))
                  .error())
          .isEqualTo(NodeError.NO_SPACE);
      assertThat(store.payload(1, 4096, 10)).isEqualTo(bytes(10, 2));
    }
  }

  @Test
  void fileThatIsRemovedIsMissedAlsoWhileNothingIsWritten() throws IOException {
    Path file = dir.resolve("disk");
    try (var store = new StoreUnderTest(FileDisk.open(file, true))) {
      store.create(1);
      store.append(1, 0, bytes(10, 1)).join();

      Files.delete(file);

      await().until(() -> only(store).state() == DiskState.FAILED);
      assertThat(only(store).reason()).contains(file + " was removed or moved away");
      assertThat(store.payload(1, 0, 10)).isEqualTo(bytes(10, 1));
    }
  }

  @Test
  void fileThatWasCutShortServesWhatIsLeftAndTakesNoMore() throws IOException {
    Path file = dir.resolve("disk");
    try (var store = new StoreUnderTest(FileDisk.open(file, true))) {
      for (int id = 1; id <= 2; id++) {
        store.create(id);
        store.append(id, 0, bytes(10, id)).join();
        store.seal(1, id, 4096).join();
      }
    }
    long cutTo = (1 << 20) + SLOT_BYTES + 8192;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(cutTo);
    }

    try (var store = new StoreUnderTest(FileDisk.open(file, true))) {
      assertThat(only(store).state()).isEqualTo(DiskState.FAILED);
      assertThat(only(store).reason())
          .contains("it ends at " + cutTo + ", before 1 of its extents");
      assertThat(store.payload(1, 0, 10)).isEqualTo(bytes(10, 1));
      assertThat(refusal(store.read(2, 4096, 1)).error()).isEqualTo(NodeError.NO_SUCH_EXTENT);
      assertThat(Files.size(file)).isEqualTo(cutTo);
    }
  }

  /** Where space is taken by writing zeros, as a kill or a full file system can interrupt. */
  @Test
  void diskThatGrewByAPartOfASlotHasLostNothing() throws IOException {
    FaultyDisk disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);
    try (var store = new StoreUnderTest(disk)) {
      store.create(1);
    }
    FaultyDisk killed = disk.afterKill();
    killed.forgetHoles();
    killed.allocate((1 << 20) + SLOT_BYTES, SLOT_BYTES / 2);

    try (var store = new StoreUnderTest(killed)) {
      assertThat(only(store).state()).isEqualTo(DiskState.OK);
      store.create(2);
      assertThat(store.append(2, 0, bytes(10, 1)).join()).isEqualTo(4096);
    }
  }
}
