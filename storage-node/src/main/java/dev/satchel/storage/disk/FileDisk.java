package dev.satchel.storage.disk;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A disk in a file or on a block device, through the page cache. It is locked as long as it is
 * open.
 */
public final class FileDisk implements Disk {

  private static final int ZERO_BYTES = 1 << 20;

  private final Path path;
  private final FileChannel channel;
  private final Optional<NativeFile> nativeFile;
  private final boolean fsync;

  private FileDisk(Path path, FileChannel channel, boolean fsync) {
    this.path = path;
    this.channel = channel;
    this.nativeFile = NativeFile.open(path);
    this.fsync = fsync;
  }

  /**
   * Opens the file or device, or makes an empty file when nothing is there.
   *
   * @param fsync false makes {@link #sync} a promise that is not kept, for benchmarks
   * @throws DiskBusyException if somebody else has it open
   */
  public static FileDisk open(Path path, boolean fsync) throws IOException {
    boolean created = !Files.exists(path);
    FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    try {
      FileDisk disk = new FileDisk(path, channel, fsync);
      if (lock(channel) == null) {
        disk.close();
        throw new DiskBusyException(path.toString());
      }
      if (created) {
        syncFolder(path);
      }
      return disk;
    } catch (IOException | RuntimeException failure) {
      channel.close();
      throw failure;
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  /** The name of a new file is durable only when its folder is. */
  private static void syncFolder(Path path) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
        entries.force(true);
      }
    }
  }

  @Override
  public void read(long position, ByteBuffer target) throws IOException {
    long at = position;
    while (target.hasRemaining()) {
      int count = channel.read(target, at);
      if (count < 0) {
        throw new EOFException("disk " + path + " ends before " + (at + target.remaining()));
      }
      at += count;
    }
  }

  @Override
  public void write(long position, ByteBuffer source) throws IOException {
    long at = position;
    while (source.hasRemaining()) {
      at += channel.write(source, at);
    }
  }

  @Override
  public void sync() throws IOException {
    if (fsync) {
      channel.force(false);
    }
  }

  @Override
  public void allocate(long position, long lengthBytes) throws IOException {
    boolean done = nativeFile.isPresent() && nativeFile.get().allocate(position, lengthBytes);
    if (!done && channel.size() < position + lengthBytes) {
      extendWithZeros(position + lengthBytes);
    }
  }

  private void extendWithZeros(long endPosition) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect(ZERO_BYTES);
    for (long at = channel.size(); at < endPosition; at = channel.size()) {
      zeros.clear().limit((int) Math.min(ZERO_BYTES, endPosition - at));
      write(at, zeros);
    }
  }

  @Override
  public long nextData(long position) throws IOException {
    long size = channel.size();
    if (position >= size) {
      return size;
    }
    OptionalLong found =
        nativeFile.isPresent() ? nativeFile.get().nextData(position) : OptionalLong.of(position);
    return found.orElse(size);
  }

  @Override
  public long sizeBytes() throws IOException {
    return channel.size();
  }

  @Override
  public String path() {
    return path.toString();
  }

  @Override
  public void close() throws IOException {
    nativeFile.ifPresent(NativeFile::close);
    channel.close();
  }
}
