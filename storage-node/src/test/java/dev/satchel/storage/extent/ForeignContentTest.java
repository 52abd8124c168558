package dev.satchel.storage.extent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import dev.satchel.storage.disk.FaultyDisk;
import dev.satchel.storage.disk.FileDisk;
import dev.satchel.storage.disk.LoopDevice;
import dev.satchel.storage.disk.PageMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What belongs to somebody else is named, refused and not touched. */
class ForeignContentTest {

  @TempDir private Path dir;

  @ParameterizedTest
  @CsvSource({
    "1080, 53ef, ext4",
    "0, 58465342, XFS",
    "65600, 5f42485266535f4d, Btrfs",
    "4086, 535741505350414345 32, swap space",
    "512, 4c4142454c4f4e45, LVM",
    "0, 4c554b53babe, LUKS",
    "4096, fc4e2ba9, RAID",
    "512, 4546492050415254, partition table",
    "510, 55aa, boot sector",
    "700000, 01, the first of it at byte 700000",
    "4097, 01, the first of it at byte 4097"
  })
  void signOfAnotherOwnerIsNamedAndNothingIsWritten(int position, String hex, String what)
      throws IOException {
    FaultyDisk disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);
    disk.allocate(0, StoreUnderTest.DISK_BYTES);
    byte[] sign = java.util.HexFormat.of().parseHex(hex.replace(" ", ""));
    int page = position / 4096 * 4096;
    ByteBuffer bytes = PageMemory.allocate(8192).put(position - page, sign);
    disk.write(page, bytes.slice(0, position - page + sign.length > 4096 ? 8192 : 4096));

    assertRefused(disk, what);
    bytes.clear();
    disk.read(page, PageMemory.allocate(4096));
    assertThat(disk.nextData(0)).isEqualTo(position);
  }

  private static void assertRefused(FaultyDisk disk, String what) {
    assertThatThrownBy(() -> new StoreUnderTest(disk.afterKill()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("faulty is not one of Satchel's and not formatted")
        .hasMessageContaining(what);
  }

  @Test
  void damagedDiskOfOursIsNotTakenForSomebodyElses() throws IOException {
    FaultyDisk disk = new FaultyDisk(StoreUnderTest.DISK_BYTES);
    new StoreUnderTest(disk).close();
    disk.flipBit(20);
    disk.flipBit(4096 + 20);
    assertThatThrownBy(() -> new StoreUnderTest(disk))
        .hasMessageContaining("damaged in both superblocks")
        .hasMessageNotContaining("zeros");
  }

  @ParameterizedTest
  @CsvSource({"1", "100", "4095", "5000", "700001"})
  void fileOfSomebodyElseIsRefusedHoweverSmallItIs(int length) throws IOException {
    byte[] text = new byte[length];
    Arrays.fill(text, (byte) 'x');
    Path file = Files.write(dir.resolve("letter"), text);
    assertThatThrownBy(() -> open(file)).hasMessageContaining("a file of " + length + " bytes");
    assertThat(Files.readAllBytes(file)).isEqualTo(text);
  }

  @Test
  void deviceWithAFileSystemIsRefusedAndStaysAsItIs() throws Exception {
    Path file = Files.write(dir.resolve("device"), new byte[8 << 20]);
    try (LoopDevice device = LoopDevice.over(file)) {
      LoopDevice.run("mkfs.ext4", "-q", device.path().toString());
      byte[] before = Files.readAllBytes(device.path());
      org.junit.jupiter.api.Assumptions.assumeTrue(before[1080] == 0x53, "mkfs.ext4 is not here");

      assertThatThrownBy(() -> open(device.path()))
          .hasMessageContaining(device.path().toString())
          .hasMessageContaining("ext4 file system");
      assertThat(Files.readAllBytes(device.path())).isEqualTo(before);
    }
  }

  private static void open(Path path) throws IOException {
    ExtentStore store =
        StoreUnderTest.open(new MetricRegistry(), StorePolicy.trashFor(StoreUnderTest.TRASH_FOR));
    try (store) {
      DiskSetup setup =
          new DiskSetup(StoreUnderTest.NODE, StoreUnderTest.SLOT_BYTES, 4 << 20, false);
      store.addDisk(FileDisk.open(path, true), setup);
    }
  }
}
