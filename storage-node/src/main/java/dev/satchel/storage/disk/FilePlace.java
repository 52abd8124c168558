package dev.satchel.storage.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a disk's file or device lies and how long it is, which nobody else may change while it is
 * open. For one thread at a time.
 */
final class FilePlace {

  private final Path path;
  private final @Nullable Object fileKey;
  private long longestBytes;

  private FilePlace(Path path, @Nullable Object fileKey, long sizeBytes) {
    this.path = path;
    this.fileKey = fileKey;
    this.longestBytes = sizeBytes;
  }

  /** The place of a file that was just opened. */
  static FilePlace of(Path path, long sizeBytes) throws IOException {
    return new FilePlace(path, fileKeyAt(path), sizeBytes);
  }

  private static @Nullable Object fileKeyAt(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  /** Its owner made it longer. */
  void reaches(long endBytes) {
    longestBytes = Math.max(longestBytes, endBytes);
  }

  /**
   * What became of it, in words, or empty when all is as it was; what cannot be looked at says
   * nothing.
   */
  Optional<String> lost(FileChannel opened) {
    try {
      if (!Objects.equals(fileKeyAt(path), fileKey)) {
        return Optional.of("another file lies at " + path + " now");
      }
      long sizeBytes = opened.size();
      return sizeBytes < longestBytes
          ? Optional.of(path + " was cut from " + longestBytes + " to " + sizeBytes + " bytes")
          : Optional.empty();
    } catch (NoSuchFileException gone) {
      return Optional.of(path + " was removed or moved away");
    } catch (IOException unknown) {
      return Optional.empty();
    }
  }
}
