package dev.satchel.storage.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a block device: a loop device, which only root on Linux can make. */
class BlockDeviceTest extends DiskContract {

  @TempDir private Path dir;
  private LoopDevice device;

  @BeforeEach
  void makeDevice() throws Exception {
    device = LoopDevice.over(Files.write(dir.resolve("device"), new byte[SIZE]));
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
