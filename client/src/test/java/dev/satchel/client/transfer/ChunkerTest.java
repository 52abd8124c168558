package dev.satchel.client.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.contract.BlockHash;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkerTest {

  @TempDir private Path folder;

  private final Chunker chunker = new Chunker();

  private ChunkOutcome.Stable stable(Path file) {
    ChunkOutcome outcome = chunker.read(file);
    assertThat(outcome).isInstanceOf(ChunkOutcome.Stable.class);
    return (ChunkOutcome.Stable) outcome;
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0,
        1,
        4096,
        Content.BLOCK - 1,
        Content.BLOCK,
        Content.BLOCK + 1,
        2 * Content.BLOCK,
        9_000_001
      })
  void cutsEveryFourMebibytes(int length) throws Exception {
    byte[] bytes = Content.random(length, length);
    Path file = Files.write(folder.resolve("f"), bytes);
    FileBlocks blocks = stable(file).blocks();
    assertThat(blocks).isEqualTo(Content.blocks(bytes));
    long end = 0;
    for (int i = 0; i < blocks.count(); i++) {
      assertThat(blocks.offsetOf(i)).isEqualTo(end);
      end += blocks.lengthBytesOf(i);
    }
    assertThat(end).isEqualTo(length);
  }

  @Test
  void theStampIsThatOfTheFileAsItWasRead() throws Exception {
    Path file = Files.write(folder.resolve("f"), new byte[10]);
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_000_000, 123_456_789)));
    FileStamp stamp = stable(file).stamp();
    assertThat(stamp.sizeBytes()).isEqualTo(10);
    assertThat(stamp.mtimeNanos()).isEqualTo(1_000_000_123_456_789L);
    assertThat(stamp.inode())
        .isEqualTo(((Number) Files.getAttribute(file, "unix:ino")).longValue());
  }

  @Test
  void theStampMovesWhenTheMtimeIsPutBack() throws Exception {
    Path file = Files.write(folder.resolve("f"), new byte[10]);
    FileTime mtime = Files.getLastModifiedTime(file);
    FileStamp before = stable(file).stamp();
    Files.write(file, new byte[] {1}, StandardOpenOption.WRITE);
    Files.setLastModifiedTime(file, mtime);
    FileStamp after = stable(file).stamp();
    assertThat(after.mtimeNanos()).isEqualTo(before.mtimeNanos());
    assertThat(after).isNotEqualTo(before);
  }

  @Test
  void aSparseFileOfZerosIsOneBlockManyTimes() throws Exception {
    Path file = folder.resolve("zeros");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(1L << 30);
    }
    List<BlockHash> hashes = stable(file).blocks().hashes();
    assertThat(hashes).hasSize(256);
    assertThat(new HashSet<>(hashes)).containsExactly(Content.hash(new byte[Content.BLOCK]));
  }

  @Test
  void whatIsNoRegularFileIsGone() throws Exception {
    Path target = Files.write(folder.resolve("f"), new byte[1]);
    assertThat(chunker.read(folder.resolve("none"))).isEqualTo(new ChunkOutcome.Gone());
    assertThat(chunker.read(folder)).isEqualTo(new ChunkOutcome.Gone());
    assertThat(chunker.read(Files.createSymbolicLink(folder.resolve("l"), target)))
        .isEqualTo(new ChunkOutcome.Gone());
  }

  @Test
  void whatMayNotBeReadIsUnreadable() throws Exception {
    Path file = Files.write(folder.resolve("f"), new byte[1]);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    Assumptions.assumeFalse(Files.isReadable(file), "root reads everything");
    assertThat(chunker.read(file)).isEqualTo(new ChunkOutcome.Unreadable("permission denied"));
  }

  @Test
  void aFileThatIsWrittenToAllTheTimeIsNeverTakenForStable() throws Exception {
    Path file = Files.write(folder.resolve("f"), Content.random(3 * Content.BLOCK, 1));
    AtomicBoolean over = new AtomicBoolean();
    Thread writer = Thread.ofPlatform().start(() -> scribble(file, over));
    try {
      for (int i = 0; i < 10; i++) {
        if (chunker.read(file) instanceof ChunkOutcome.Stable stable) {
          // The writer was held up for the whole read: then the bytes are those of one moment.
          assertThat(new HashSet<>(stable.blocks().hashes())).hasSize(3);
        }
      }
    } finally {
      over.set(true);
      writer.join();
    }
    assertThat(stable(file).blocks()).isEqualTo(Content.blocks(Files.readAllBytes(file)));
  }

  private static void scribble(Path file, AtomicBoolean over) {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      for (int i = 0; !over.get(); i++) {
        open.seek((long) i % 3 * Content.BLOCK);
        open.writeInt(i);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aBlockListThatCannotBeTheFileIsRefused() {
    assertThatThrownBy(() -> new FileBlocks(List.of(), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
