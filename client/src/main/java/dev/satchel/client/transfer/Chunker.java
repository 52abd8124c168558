package dev.satchel.client.transfer;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.Limits;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Cuts files into blocks of {@link Limits#MAX_BLOCK_BYTES} and hashes them. Thread-safe; the memory
 * is bounded however many threads call.
 *
 * <p>What it answers is what the file held at one moment: size, mtime, ctime and inode are the same
 * before and after. A write can hide from that only while the kernel's clock stands still, so a
 * file changed within the last tick is left to settle first.
 */
public final class Chunker {

  /** The coarsest tick of the clock that stamps files. */
  private static final Duration TICK = Duration.ofMillis(20);

  /** Blocks in memory at once. */
  private static final int BLOCKS = 4;

  private final BlockBuffers buffers = new BlockBuffers(BLOCKS);

  /** Reads the whole file. */
  public ChunkOutcome read(Path file) {
    try {
      Optional<FileStamp> before = settled(file);
      if (before.isEmpty()) {
        return new ChunkOutcome.Gone();
      }
      Optional<FileBlocks> blocks = hash(file, before.get().sizeBytes());
      return blocks.isPresent() && FileStamp.of(file).equals(before)
          ? new ChunkOutcome.Stable(blocks.get(), before.get())
          : new ChunkOutcome.ChangedWhileReading();
    } catch (NoSuchFileException e) {
      return new ChunkOutcome.Gone();
    } catch (IOException e) {
      return new ChunkOutcome.Unreadable(DiskProblem.of(e).detail());
    }
  }

  /** Empty when the file turns out to be shorter or longer than it was. */
  private Optional<FileBlocks> hash(Path file, long sizeBytes) throws IOException {
    List<BlockHash> hashes = new ArrayList<>(FileBlocks.countFor(sizeBytes));
    // One byte more than the file has, so that growth shows without another call.
    int lengthBytes = (int) Math.min(Limits.MAX_BLOCK_BYTES, sizeBytes + 1);
    long position = 0;
    try (FileChannel channel = open(file);
        BlockBuffers.Lease lease = buffers.lease(lengthBytes)) {
      while (true) {
        ByteBuffer block = lease.buffer().clear().limit(lengthBytes);
        FileRange.read(channel, position, block);
        if (!block.hasRemaining()) {
          break;
        }
        position += block.remaining();
        if (position > sizeBytes) {
          return Optional.empty();
        }
        hashes.add(BlockHasher.hash(block));
      }
    }
    return position == sizeBytes
        ? Optional.of(new FileBlocks(hashes, sizeBytes))
        : Optional.empty();
  }

  static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  private static Optional<FileStamp> settled(Path file) throws IOException {
    Optional<FileStamp> stamp = FileStamp.of(file);
    Duration age = stamp.isPresent() ? stamp.get().age(Instant.now()) : TICK;
    // A stamp from the future comes from another clock, which says nothing about this one.
    if (age.isNegative() || age.compareTo(TICK) >= 0) {
      return stamp;
    }
    try {
      // A change within the tick of the stamp would not show in it.
      TimeUnit.NANOSECONDS.sleep(TICK.minus(age).toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    return FileStamp.of(file);
  }
}
