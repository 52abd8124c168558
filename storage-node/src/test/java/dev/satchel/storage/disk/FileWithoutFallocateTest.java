package dev.satchel.storage.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk in a file whose file system cannot take space without writing it: ext2 cannot. */
class FileWithoutFallocateTest {

  private static final int FILE_SYSTEM_BYTES = 8 << 20;

  @TempDir private Path dir;
  private Path mounted;

  @BeforeEach
  void mount() throws IOException {
    Path image = dir.resolve("image");
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(FILE_SYSTEM_BYTES);
    }
    mounted = Files.createDirectory(dir.resolve("mounted"));
    LoopDevice.run("mkfs.ext2", "-q", "-F", image.toString());
    LoopDevice.run("mount", "-o", "loop", image.toString(), mounted.toString());
    assumeTrue(
        !Files.getFileStore(mounted).equals(Files.getFileStore(dir)),
        "no ext2 can be mounted here: it takes root and mkfs.ext2");
  }

  @AfterEach
  void unmount() throws IOException {
    LoopDevice.run("umount", mounted.toString());
  }

  @Test
  void diskThatIsFullSaysSoAndWritesNothing() throws IOException {
    try (FileDisk disk = FileDisk.open(mounted.resolve("disk"), true)) {
      disk.allocate(0, 4 << 20);
      assertThat(disk.sizeBytes()).isEqualTo(4 << 20);

      assertThatThrownBy(() -> disk.allocate(4 << 20, FILE_SYSTEM_BYTES / 2))
          .isInstanceOf(DiskFullException.class)
          .hasMessageContaining("no space left for " + FILE_SYSTEM_BYTES / 2 + " bytes");

      assertThat(disk.sizeBytes()).isEqualTo(4 << 20);
      // What is there already needs no space.
      disk.allocate(0, 4 << 20);
    }
  }
}
