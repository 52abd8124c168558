package dev.satchel.storage.disk;

import dev.satchel.storage.IoMode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens the file or device of a disk: locked, and for direct I/O where that is to be had. */
final class FileOpening {

  private static final Set<OpenOption> TO_READ = Set.of(StandardOpenOption.READ);
  private static final Set<OpenOption> TO_WRITE =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);

  private final Path path;
  private final Set<OpenOption> options;
  private final boolean fsync;

  private FileOpening(Path path, Set<OpenOption> options, boolean fsync) {
    this.path = path;
    this.options = options;
    this.fsync = fsync;
  }

  /** See {@link FileDisk#open}. */
  static FileDisk toWrite(Path path, boolean fsync) throws IOException {
    boolean created = !Files.exists(path);
    FileDisk disk = new FileOpening(path, TO_WRITE, fsync).run();
    if (created) {
      syncFolder(disk, path);
    }
    return disk;
  }

  /** As {@link #toWrite}, but through the page cache whatever the file system could do. */
  static FileDisk toWriteBuffered(Path path, boolean fsync) throws IOException {
    return new FileOpening(path, TO_WRITE, fsync).buffered();
  }

  /**
   * A file that is there, of which nothing may be asked but to be read. Several may have it open
   * so, but nobody who writes it.
   */
  static FileDisk toRead(Path path) throws IOException {
    return new FileOpening(path, TO_READ, false).run();
  }

  private FileDisk run() throws IOException {
    FileChannel direct = openDirect();
    return direct == null ? buffered() : locked(direct, IoMode.DIRECT);
  }

  private FileDisk buffered() throws IOException {
    return locked(FileChannel.open(path, options), IoMode.BUFFERED);
  }

  /** Null where a page cannot be moved directly, which only trying tells. */
  private @Nullable FileChannel openDirect() throws IOException {
    Optional<OpenOption> direct = DirectOption.find();
    if (direct.isEmpty()) {
      return null;
    }
    Set<OpenOption> directly = new HashSet<>(options);
    directly.add(direct.get());
    FileChannel channel;
    try {
      channel = FileChannel.open(path, directly);
    } catch (UnsupportedOperationException | IOException notHere) {
      return null;
    }
    try {
      int ignored = channel.read(PageMemory.allocate(Disk.PAGE_BYTES), 0);
      return channel;
    } catch (IOException largerUnit) {
      channel.close();
      return null;
    }
  }

  private FileDisk locked(FileChannel channel, IoMode mode) throws IOException {
    FileDisk disk;
    try {
      disk = new FileDisk(path, channel, mode, fsync);
    } catch (IOException | RuntimeException failure) {
      channel.close();
      throw failure;
    }
    try {
      if (lock(channel) == null) {
        throw new DiskBusyException(path.toString());
      }
      return disk;
    } catch (IOException | RuntimeException failure) {
      disk.close();
      throw failure;
    }
  }

  private @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock(0, Long.MAX_VALUE, options.equals(TO_READ));
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  /** The name of a new file is durable only when its folder is. */
  private static void syncFolder(FileDisk disk, Path path) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null) {
      return;
    }
    try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
      entries.force(true);
    } catch (IOException failure) {
      disk.close();
      throw failure;
    }
  }
}
