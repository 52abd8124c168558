package dev.satchel.storage.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a disk's file behind its back. */
class FilePlaceTest {

  @TempDir private Path dir;
  private Path file;
  private FileDisk disk;

  @BeforeEach
  void open() throws IOException {
    file = dir.resolve("disk");
    disk = FileDisk.open(file, true);
    disk.allocate(0, 1 << 20);
  }

  @AfterEach
  void close() throws IOException {
    disk.close();
  }

  private void resizeTo(long sizeBytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(sizeBytes);
    }
  }

  @Test
  void fileThatStaysAndGrowsIsNotLost() throws IOException {
    assertThat(disk.lost()).isEmpty();

    disk.allocate(1 << 20, 1 << 20);

    assertThat(disk.lost()).isEmpty();
  }

  @Test
  void fileThatIsRemovedIsLost() throws IOException {
    Files.delete(file);

    assertThat(disk.lost()).hasValue(file + " was removed or moved away");
  }

  @Test
  void fileThatIsMovedAwayIsLostUntilItIsBack() throws IOException {
    Path elsewhere = dir.resolve("elsewhere");
    Files.move(file, elsewhere);
    assertThat(disk.lost()).hasValue(file + " was removed or moved away");

    Files.move(elsewhere, file);

    assertThat(disk.lost()).isEmpty();
  }

  @Test
  void fileThatIsReplacedByACopyIsLost() throws IOException {
    Path copy = Files.copy(file, dir.resolve("copy"));
    Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);

    assertThat(disk.lost()).hasValue("another file lies at " + file + " now");
  }

  @Test
  void fileThatIsCutShortIsLost() throws IOException {
    resizeTo(4096);

    assertThat(disk.lost()).hasValue(file + " was cut from 1048576 to 4096 bytes");
  }

  @Test
  void fileThatIsCutBelowWhatItGrewToIsLost() throws IOException {
    disk.allocate(1 << 20, 1 << 20);
    resizeTo(1 << 20);

    assertThat(disk.lost()).hasValue(file + " was cut from 2097152 to 1048576 bytes");
  }
}
