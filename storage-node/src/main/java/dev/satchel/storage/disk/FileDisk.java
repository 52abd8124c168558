package dev.satchel.storage.disk;

import dev.satchel.storage.IoMode;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A disk in a file or on a block device. It is locked as long as it is open. Its bytes go past the
 * page cache where the file system allows that.
 */
public final class FileDisk implements Disk {

  private static final int ZERO_BYTES = 1 << 20;

  /** What a file system notes of where a file's bytes lie takes space too, and less than this. */
  private static final int BYTES_PER_BYTE_ABOUT_THEM = 128;

  private static final Set<OpenOption> TO_READ = Set.of(StandardOpenOption.READ);
  private static final Set<OpenOption> TO_WRITE =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);

  private final Path path;
  private final FileChannel channel;
  private final IoMode mode;
  private final boolean fsync;
  private final FilePlace place;
  private final Optional<NativeFile> nativeFile;
  private final Optional<KernelQueue> queue;
  private final AtomicBoolean closed = new AtomicBoolean();

  private FileDisk(Path path, FileChannel channel, IoMode mode, boolean fsync) throws IOException {
    this.path = path;
    this.channel = channel;
    this.mode = mode;
    this.fsync = fsync;
    this.place = FilePlace.of(path, channel.size());
    this.nativeFile = NativeFile.open(path, mode == IoMode.DIRECT);
    this.queue = mode == IoMode.DIRECT ? nativeFile.flatMap(NativeFile::queue) : Optional.empty();
  }

  /**
   * Opens the file or device, or makes an empty file when nothing is there; for direct I/O, or
   * buffered where that is not to be had.
   *
   * @param fsync false makes {@link #sync} a promise that is not kept, for benchmarks
   * @throws DiskBusyException if somebody else has it open
   */
  public static FileDisk open(Path path, boolean fsync) throws IOException {
    boolean created = !Files.exists(path);
    FileChannel direct = openDirect(path, TO_WRITE);
    FileDisk disk =
        direct == null ? openBuffered(path, fsync) : locked(path, direct, IoMode.DIRECT, fsync);
    if (created) {
      disk.syncFolder();
    }
    return disk;
  }

  /** As {@link #open}, but through the page cache whatever the file system could do. */
  static FileDisk openBuffered(Path path, boolean fsync) throws IOException {
    FileChannel channel = FileChannel.open(path, TO_WRITE);
    return locked(path, channel, IoMode.BUFFERED, fsync);
  }

  /**
   * A file that is there, of which nothing may be asked but to be read. Several may have it open
   * so, but nobody who writes it.
   */
  static FileDisk openForReading(Path path) throws IOException {
    FileChannel direct = openDirect(path, TO_READ);
    FileChannel channel = direct == null ? FileChannel.open(path, TO_READ) : direct;
    IoMode mode = direct == null ? IoMode.BUFFERED : IoMode.DIRECT;
    return locked(path, channel, mode, false, true);
  }

  /** Null where a page cannot be moved directly, which only trying tells. */
  private static @Nullable FileChannel openDirect(Path path, Set<OpenOption> how)
      throws IOException {
    Optional<OpenOption> direct = DirectOption.find();
    if (direct.isEmpty()) {
      return null;
    }
    Set<OpenOption> options = new HashSet<>(how);
    options.add(direct.get());
    FileChannel channel;
    try {
      channel = FileChannel.open(path, options);
    } catch (UnsupportedOperationException | IOException notHere) {
      return null;
    }
    try {
      int ignored = channel.read(PageMemory.allocate(PAGE_BYTES), 0);
      return channel;
    } catch (IOException largerUnit) {
      channel.close();
      return null;
    }
  }

  private static FileDisk locked(Path path, FileChannel channel, IoMode mode, boolean fsync)
      throws IOException {
    return locked(path, channel, mode, fsync, false);
  }

  private static FileDisk locked(
      Path path, FileChannel channel, IoMode mode, boolean fsync, boolean shared)
      throws IOException {
    FileDisk disk;
    try {
      disk = new FileDisk(path, channel, mode, fsync);
    } catch (IOException | RuntimeException failure) {
      channel.close();
      throw failure;
    }
    try {
      if (lock(channel, shared) == null) {
        throw new DiskBusyException(path.toString());
      }
      return disk;
    } catch (IOException | RuntimeException failure) {
      disk.close();
      throw failure;
    }
  }

  private static @Nullable FileLock lock(FileChannel channel, boolean shared) throws IOException {
    try {
      return channel.tryLock(0, Long.MAX_VALUE, shared);
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  /** The name of a new file is durable only when its folder is. */
  private void syncFolder() throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null) {
      return;
    }
    try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
      entries.force(true);
    } catch (IOException failure) {
      close();
      throw failure;
    }
  }

  @Override
  public void read(long position, ByteBuffer target) throws IOException {
    PageMemory.check(position, target);
    long end = position + target.remaining();
    while (target.hasRemaining()) {
      int count = channel.read(target, end - target.remaining());
      // Within a page only the end of the file stops a read.
      if (count < 0 || count % PAGE_BYTES != 0) {
        throw new EOFException(
            "disk %s ends at %d, before %d".formatted(path, channel.size(), end));
      }
    }
  }

  @Override
  public void dropCached(long position, long lengthBytes) {
    if (mode == IoMode.BUFFERED) {
      nativeFile.ifPresent(file -> file.dropCached(position, lengthBytes));
    }
  }

  @Override
  public void write(long position, ByteBuffer source) throws IOException {
    PageMemory.check(position, source);
    long at = position;
    while (source.hasRemaining()) {
      at += channel.write(source, at);
    }
  }

  @Override
  public void writeAll(List<PageWrite> writes, Runnable meanwhile) {
    if (queue.isPresent() && writes.size() > 1) {
      queue.get().write(writes, meanwhile);
    } else {
      meanwhile.run();
    }
    for (PageWrite write : writes) {
      if (write.failure() == null && write.source().hasRemaining()) {
        write.finish(this);
      }
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
    PageMemory.check(position, lengthBytes);
    boolean done = nativeFile.isPresent() && nativeFile.get().allocate(position, lengthBytes);
    long missingBytes = position + lengthBytes - channel.size();
    if (!done && missingBytes > 0) {
      checkMayGrow(missingBytes);
      writeZeros(channel.size(), position + lengthBytes);
    }
    place.reaches(channel.size());
  }

  private void checkMayGrow(long byBytes) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new DiskFullException("device " + path + " has " + channel.size() + " bytes only");
    }
    long neededBytes = byBytes + byBytes / BYTES_PER_BYTE_ABOUT_THEM;
    if (path.toFile().getUsableSpace() < neededBytes) {
      throw new DiskFullException("no space left for " + byBytes + " bytes");
    }
  }

  @Override
  public void erase(long position, long lengthBytes) throws IOException {
    PageMemory.check(position, lengthBytes);
    boolean done = nativeFile.isPresent() && nativeFile.get().erase(position, lengthBytes);
    if (!done) {
      writeZeros(position, position + lengthBytes);
    }
  }

  private void writeZeros(long from, long end) throws IOException {
    ByteBuffer zeros = PageMemory.allocate(ZERO_BYTES);
    for (long at = from; at < end; at += zeros.limit()) {
      zeros.clear().limit((int) Math.min(ZERO_BYTES, end - at));
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
  public Optional<String> lost() {
    return place.lost(channel);
  }

  @Override
  public IoMode mode() {
    return mode;
  }

  @Override
  public String path() {
    return path.toString();
  }

  @Override
  public void close() throws IOException {
    // A second close of a descriptor's number would close somebody else's.
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    queue.ifPresent(KernelQueue::close);
    nativeFile.ifPresent(NativeFile::close);
    channel.close();
  }
}
