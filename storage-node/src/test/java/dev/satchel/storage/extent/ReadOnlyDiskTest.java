package dev.satchel.storage.extent;

import static dev.satchel.storage.extent.StoreUnderTest.bytes;
import static dev.satchel.storage.extent.StoreUnderTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.storage.DiskInfo;
import dev.satchel.storage.DiskState;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.disk.Disk;
import dev.satchel.storage.disk.DiskBusyException;
import dev.satchel.storage.disk.FileDisk;
import dev.satchel.storage.disk.ReadOnlyDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that can only be read serves what it holds, and is as it was when it can be written. */
class ReadOnlyDiskTest {

  private static final int SEALED = 1;
  private static final int OPEN = 2;

  @TempDir private Path dir;
  private Path file;

  @BeforeEach
  void fill() throws IOException {
    file = dir.resolve("disk");
    try (var store = new StoreUnderTest(FileDisk.open(file, true))) {
      store.create(SEALED);
      store.append(SEALED, 0, bytes(5000, 1)).join();
      store.seal(1, SEALED, 8192).join();
      store.create(OPEN);
      store.append(OPEN, 0, bytes(6000, 2)).join();
    }
  }

  @Test
  void whatItHoldsIsReadAndNothingIsWritten() throws IOException {
    byte[] before = Files.readAllBytes(file);
    try (var store = new StoreUnderTest(ReadOnlyDisk.open(file))) {
      DiskInfo disk = store.store.disks().getFirst();
      assertThat(disk.state()).isEqualTo(DiskState.FAILED);
      assertThat(disk.reason())
          .contains(
              "the file system of " + file + " can only be read",
              "mount it to be written, then start the node again");

      assertThat(store.payload(SEALED, 0, 5000)).isEqualTo(bytes(5000, 1));
      assertThat(store.payload(OPEN, 0, 6000)).isEqualTo(bytes(6000, 2));
    }
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void whateverWouldChangeItIsRefused() throws IOException {
    byte[] before = Files.readAllBytes(file);
    try (var store = new StoreUnderTest(ReadOnlyDisk.open(file))) {
      assertThat(refusal(store.append(OPEN, 8192, bytes(10, 3))).error())
          .isEqualTo(NodeError.FENCED);
      assertThat(
              refusal(store.store.create(1, new ExtentId(3), 3, 0, StoreUnderTest.deadline()))
                  .error())
          .isEqualTo(NodeError.NO_SPACE);
      assertThat(refusal(store.trash(1, SEALED)).error()).isEqualTo(NodeError.IO_ERROR);
    }
    assertThat(file).hasBinaryContent(before);
    try (var store = new StoreUnderTest(ReadOnlyDisk.open(file))) {
      assertThat(store.payload(SEALED, 0, 5000)).isEqualTo(bytes(5000, 1));
    }
  }

  @Test
  void whatAKilledNodeWasAtStaysUntilTheDiskCanBeWritten() throws IOException {
    Path killed = dir.resolve("killed");
    try (var store = new StoreUnderTest(FileDisk.open(file, true))) {
      store.append(OPEN, 8192, bytes(700, 3)).join();
      store.trash(1, SEALED).join();
      Files.copy(file, killed);
    }
    try (var store = new StoreUnderTest(ReadOnlyDisk.open(killed))) {
      assertThat(store.payload(OPEN, 8192, 700)).isEqualTo(bytes(700, 3));
    }
    try (var store = new StoreUnderTest(FileDisk.open(killed, true))) {
      assertThat(store.store.disks().getFirst().state()).isEqualTo(DiskState.OK);
      assertThat(store.append(OPEN, 12_288, bytes(10, 4)).join()).isEqualTo(16_384);
      store.store.restore(1, new ExtentId(SEALED), StoreUnderTest.deadline()).join();
      assertThat(store.payload(SEALED, 0, 5000)).isEqualTo(bytes(5000, 1));
    }
  }

  @Test
  void nobodyWritesItMeanwhile() throws IOException {
    try (Disk reading = ReadOnlyDisk.open(file)) {
      assertThat(reading.sizeBytes()).isEqualTo(Files.size(file));
      assertThatThrownBy(() -> FileDisk.open(file, true)).isInstanceOf(DiskBusyException.class);
    }
  }

  @Test
  void blankFileIsNotMadeADisk() throws IOException {
    Path blank = Files.write(dir.resolve("blank"), new byte[StoreUnderTest.DISK_BYTES]);

    assertThatThrownBy(() -> new StoreUnderTest(ReadOnlyDisk.open(blank)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the file system of " + blank + " can only be read");

    assertThat(Files.size(blank)).isEqualTo(StoreUnderTest.DISK_BYTES);
  }

  @Test
  void fileSystemThatCanBeWrittenNeedsNoneOfThis() throws IOException {
    assertThat(ReadOnlyDisk.isAllThereIsAt(file)).isFalse();
    assertThat(ReadOnlyDisk.isAllThereIsAt(dir.resolve("nothing"))).isFalse();
  }
}
