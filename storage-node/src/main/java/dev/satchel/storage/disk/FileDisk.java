package dev.satchel.storage.disk;

import dev.satchel.storage.IoMode;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A disk in a file or on a block device. It is locked as long as it is open. Its bytes go past the
 * page cache where the file system allows that.
 */
public final class FileDisk implements Disk {

  private static final int ZERO_BYTES = 1 << 20;

  /** What a file system notes of where a file's bytes lie takes space too, and less than this. */
  private static final int BYTES_PER_BYTE_ABOUT_THEM = 128;

  private final Path path;
  private final FileChannel channel;
  private final IoMode mode;
  private final boolean fsync;
  private final FilePlace place;
  private final Optional<NativeFile> nativeFile;
  private final Optional<KernelQueue> queue;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** For {@link FileOpening}, over a channel that was opened so. */
  FileDisk(Path path, FileChannel channel, IoMode mode, boolean fsync) throws IOException {
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
    return FileOpening.toWrite(path, fsync);
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
