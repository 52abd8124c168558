package dev.satchel.storage.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.satchel.storage.IoMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract on block devices whose unit is smaller than a page, a page, and larger: loop
 * devices, which only root on Linux can make.
 */
@ParameterizedClass
@ValueSource(ints = {512, 4096, 65536})
class BlockDeviceTest extends DiskContract {

  private final int unitBytes;

  @TempDir private Path dir;
  private LoopDevice device;

  BlockDeviceTest(int unitBytes) {
    this.unitBytes = unitBytes;
  }

  @BeforeEach
  void makeDevice() throws Exception {
    device = LoopDevice.over(Files.write(dir.resolve("device"), new byte[SIZE]), unitBytes);
  }

  @AfterEach
  void endDevice() throws Exception {
    if (device != null) {
      device.close();
    }
  }

  @Override
  Disk open() throws IOException {
    return FileDisk.open(device.path(), true);
  }

  @Test
  void unitThatIsLargerThanAPageIsLeftToThePageCache() throws IOException {
    try (Disk disk = open()) {
      assertThat(disk.mode()).isEqualTo(unitBytes > PAGE ? IoMode.BUFFERED : IoMode.DIRECT);
    }
  }

  @Test
  void deviceHasItsSizeAndNoMore() throws IOException {
    try (Disk disk = open()) {
      assertThat(disk.sizeBytes()).isEqualTo(SIZE);
      assertThatThrownBy(() -> disk.allocate(0, SIZE + PAGE))
          .isInstanceOf(DiskFullException.class)
          .hasMessageContaining(device.path().toString());
    }
  }

  @Test
  void deviceIsClaimedFromEverybodyWhoAsks() throws Exception {
    try (Disk disk = open()) {
      assertThatThrownBy(this::open).isInstanceOf(DiskBusyException.class);
      // As mkfs and mount do before they take a device.
      assertThat(LoopDevice.run("mkfs.ext4", "-q", device.path().toString())).isEmpty();
      assertThat(disk.nextData(0)).isZero();
    }
  }

  @Test
  void deviceThatTheSystemUsesIsNotOpened() throws Exception {
    Path mounted = Files.createDirectory(dir.resolve("mounted"));
    LoopDevice.run("mkfs.ext4", "-q", device.path().toString());
    LoopDevice.run("mount", "-o", "ro", device.path().toString(), mounted.toString());
    assumeTrue(Files.exists(mounted.resolve("lost+found")), "nothing can be mounted here");
    try {
      assertThatThrownBy(this::open)
          .isInstanceOf(DiskBusyException.class)
          .hasMessageContaining("in use");
    } finally {
      LoopDevice.run("umount", mounted.toString());
    }
  }
}
