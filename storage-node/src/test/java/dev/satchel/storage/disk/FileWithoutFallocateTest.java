package dev.satchel.storage.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk in a file whose file system cannot take space without writing it: ext2 cannot. */
class FileWithoutFallocateTest {

  private static final int FILE_SYSTEM_BYTES = 8 << 20;

  @TempDir private Path dir;

  @Test
  void diskThatIsFullSaysSoAndWritesNothing() throws IOException {
    try (MountedImage mounted = MountedImage.make("ext2", dir, FILE_SYSTEM_BYTES);
        FileDisk disk = FileDisk.open(mounted.folder().resolve("disk"), true)) {
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
