package dev.satchel.client.transfer;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.Limits;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One file put together from its blocks, in order, with a window of fetches running ahead.
 *
 * <p>Blocks are written strictly one after the other, because how long a block is shows only when
 * it is here; so what an interrupted download leaves is a run of whole blocks from the start.
 * Buffers are leased in the order of the blocks, and only who holds none waits for one: so no two
 * downloads can wait for each other.
 */
final class Assembly {

  /** Fetches under way for one file. */
  private static final int WINDOW = 6;

  private static final int COPY_BYTES = 128 * 1024;

  private final List<BlockHash> hashes;
  private final long sizeBytes;
  private final FileChannel temp;
  private final BlockBuffers buffers;
  private final BlockSource source;

  /** Where each block of the file was first written: a repeated one is copied from there. */
  private final Map<BlockHash, Written> written = new HashMap<>();

  /** The blocks of {@link #written}, and those on their way to it. */
  private final Set<BlockHash> coming = new HashSet<>();

  private long position;
  private long wireBytes;

  private record Written(long position, int lengthBytes, boolean zeros) {}

  Assembly(Download download, FileChannel temp, BlockBuffers buffers, BlockSource source) {
    this.hashes = download.hashes();
    this.sizeBytes = download.sizeBytes();
    this.temp = temp;
    this.buffers = buffers;
    this.source = source;
    written.put(BlockHasher.ZERO_BLOCK, new Written(0, Limits.MAX_BLOCK_BYTES, true));
    coming.add(BlockHasher.ZERO_BLOCK);
  }

  DownloadOutcome run() throws IOException {
    int kept = keepWhatIsThere();
    // Beyond this point only zeros: blocks of zeros need not be written.
    temp.truncate(position);
    fetchFrom(kept);
    if (position != sizeBytes) {
      return new DownloadOutcome.WrongSize(position);
    }
    if (temp.size() < sizeBytes) {
      FileRange.write(temp, sizeBytes - 1, ByteBuffer.allocate(1));
    }
    temp.force(false);
    return new DownloadOutcome.Complete(wireBytes);
  }

  /** Counts the blocks that an earlier attempt left, as far as fixed cuts can find them again. */
  private int keepWhatIsThere() throws IOException {
    long there = Math.min(temp.size(), sizeBytes);
    if (there == 0) {
      return 0;
    }
    try (BlockBuffers.Lease lease = buffers.lease((int) Math.min(Limits.MAX_BLOCK_BYTES, there))) {
      for (int i = 0; i < hashes.size(); i++) {
        int lengthBytes = (int) Math.min(Limits.MAX_BLOCK_BYTES, sizeBytes - position);
        if (lengthBytes == 0 || position + lengthBytes > there) {
          return i;
        }
        ByteBuffer block = lease.buffer().clear().limit(lengthBytes);
        FileRange.read(temp, position, block);
        if (!BlockHasher.hash(block).equals(hashes.get(i))) {
          return i;
        }
        advance(hashes.get(i), lengthBytes, BlockHasher.isZero(block));
      }
    }
    return hashes.size();
  }

  private void fetchFrom(int first) throws IOException {
    Deque<Step> ahead = new ArrayDeque<>();
    try {
      int next = first;
      while (next < hashes.size() || !ahead.isEmpty()) {
        Optional<Step> started =
            next < hashes.size() && ahead.size() < WINDOW
                ? begin(hashes.get(next), ahead.isEmpty())
                : Optional.empty();
        if (started.isPresent()) {
          ahead.add(started.get());
          next++;
        } else {
          finish(ahead.remove());
        }
      }
    } finally {
      ahead.forEach(Step::close);
    }
  }

  /** Empty when there is no memory for one more fetch now and waiting is not allowed. */
  private Optional<Step> begin(BlockHash hash, boolean mayWait) throws InterruptedIOException {
    if (coming.contains(hash)) {
      return Optional.of(new Step(hash, null));
    }
    int lengthBytes =
        hashes.size() == 1
            ? (int) Math.min(Limits.MAX_BLOCK_BYTES, Math.max(1, sizeBytes))
            : Limits.MAX_BLOCK_BYTES;
    Optional<BlockBuffers.Lease> lease =
        mayWait ? Optional.of(buffers.lease(lengthBytes)) : buffers.leaseNow(lengthBytes);
    if (lease.isPresent()) {
      coming.add(hash);
    }
    return lease.map(granted -> new Step(hash, new Fetch(source, hash, granted)));
  }

  private void finish(Step step) throws IOException {
    try (step) {
      if (step.fetch() == null) {
        repeat(step.hash());
      } else {
        ByteBuffer block = step.fetch().await();
        wireBytes += step.fetch().wireBytes();
        write(step.hash(), block);
      }
    }
  }

  private void repeat(BlockHash hash) throws IOException {
    Written earlier = written.get(hash);
    if (earlier == null) {
      throw new IllegalStateException("block " + hash + " was to be written before");
    }
    if (earlier.zeros()) {
      position += earlier.lengthBytes();
      return;
    }
    copy(earlier, hash);
    position += earlier.lengthBytes();
  }

  /** In small pieces, because waiting for a second lease could stop every download for good. */
  private void copy(Written earlier, BlockHash hash) throws IOException {
    MessageDigest digest = BlockHasher.sha256();
    ByteBuffer piece = ByteBuffer.allocate(COPY_BYTES);
    for (int done = 0; done < earlier.lengthBytes(); done += COPY_BYTES) {
      piece.clear().limit(Math.min(COPY_BYTES, earlier.lengthBytes() - done));
      FileRange.read(temp, earlier.position() + done, piece);
      digest.update(piece.duplicate());
      FileRange.write(temp, position + done, piece);
    }
    if (!BlockHash.fromBytes(digest.digest()).equals(hash)) {
      throw new IOException("the temporary file no longer holds what was written to it");
    }
  }

  private void write(BlockHash hash, ByteBuffer block) throws IOException {
    int lengthBytes = block.remaining();
    boolean zeros = BlockHasher.isZero(block);
    if (!zeros) {
      FileRange.write(temp, position, block);
    }
    advance(hash, lengthBytes, zeros);
  }

  private void advance(BlockHash hash, int lengthBytes, boolean zeros) {
    coming.add(hash);
    written.putIfAbsent(hash, new Written(position, lengthBytes, zeros));
    position += lengthBytes;
  }

  /** One block of the window: being fetched, or a repetition of an earlier one. */
  private record Step(BlockHash hash, @Nullable Fetch fetch) implements AutoCloseable {
    @Override
    public void close() {
      if (fetch != null) {
        fetch.close();
      }
    }
  }
}
