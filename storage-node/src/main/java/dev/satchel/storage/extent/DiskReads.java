package dev.satchel.storage.extent;

import dev.satchel.storage.ExtentState;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.SealedExtent;
import dev.satchel.storage.format.BatchFormat;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the reads of one disk on its reader threads. What waits for them is refused when its
 * deadline has passed, also while all of them hang in the disk.
 */
final class DiskReads {

  private static final Logger LOG = LoggerFactory.getLogger(DiskReads.class);

  private final Executor readers;
  private final ByteBufAllocator allocator;
  private final StoreMetrics metrics;
  private final Set<Waiting<?>> waiting = ConcurrentHashMap.newKeySet();

  DiskReads(Executor readers, ByteBufAllocator allocator, StoreMetrics metrics) {
    this.readers = readers;
    this.allocator = allocator;
    this.metrics = metrics;
  }

  /**
   * Reads a range that was checked, unless the deadline passes before; hands all pieces but the
   * last to {@code early}, who owns them from then on, and answers the last.
   */
  CompletableFuture<ByteBuf> read(
      Extent extent, List<ReadPlan.Piece> pieces, long deadlineNanos, Consumer<ByteBuf> early) {
    return run(
        extent,
        deadlineNanos,
        () -> {
          for (ReadPlan.Piece piece : pieces.subList(0, pieces.size() - 1)) {
            early.accept(readPiece(extent, piece));
            checkDeadline(deadlineNanos);
          }
          metrics.reads().mark();
          return readPiece(extent, pieces.getLast());
        });
  }

  private ByteBuf readPiece(Extent extent, ReadPlan.Piece piece) throws IOException {
    ByteBuf buffer = allocator.directBuffer(piece.pagesBytes(), piece.pagesBytes());
    try {
      readPages(extent, piece, buffer.nioBuffer(0, piece.pagesBytes()));
      extent.disk().health().succeeded();
      // What was read while its extent was purged may be zeros.
      extent.checkNotTrashed();
    } catch (IOException | RuntimeException failure) {
      buffer.release();
      throw failure;
    }
    metrics.readBytes().mark(piece.lengthBytes());
    return buffer.setIndex(piece.skippedBytes(), piece.skippedBytes() + piece.lengthBytes());
  }

  /** What the disk does not hand out, the scrub looks at next. */
  private static void readPages(Extent extent, ReadPlan.Piece piece, ByteBuffer target)
      throws IOException {
    long began = extent.disk().health().begins();
    try {
      extent.disk().device().read(extent.dataPosition() + piece.pagesOffset(), target);
    } catch (IOException failure) {
      if (extent.state() == ExtentState.SEALED) {
        extent.disk().doubted().add(extent.id(), piece.pagesOffset(), piece.pagesBytes());
      }
      throw failure;
    } finally {
      extent.disk().health().ends(began);
    }
  }

  /** Sums the pages of a frozen extent below {@code lengthBytes}. */
  CompletableFuture<SealedExtent> sum(Extent extent, long lengthBytes, long deadlineNanos) {
    long end = extent.syncedEnd();
    if (lengthBytes < 0 || lengthBytes > end || lengthBytes % BatchFormat.ALIGNMENT_BYTES != 0) {
      return CompletableFuture.failedFuture(
          new NodeException(
              NodeError.OUT_OF_RANGE,
              "extent "
                  + extent.id()
                  + " ends at "
                  + end
                  + ", not to be sealed at "
                  + lengthBytes));
    }
    return run(extent, deadlineNanos, () -> new SealScan(extent, lengthBytes).run());
  }

  private <T> CompletableFuture<T> run(Extent extent, long deadlineNanos, DiskRead<T> read) {
    Waiting<T> job = new Waiting<>(extent, deadlineNanos, read);
    waiting.add(job);
    try {
      readers.execute(() -> begin(job));
    } catch (RejectedExecutionException tooMany) {
      waiting.remove(job);
      job.answer.completeExceptionally(
          new NodeException(NodeError.BUSY, "too many reads wait", tooMany));
    }
    return job.answer;
  }

  /** Whoever takes it off the list answers it. */
  private void begin(Waiting<?> job) {
    if (waiting.remove(job)) {
      attempt(job);
    }
  }

  /** Refuses what waited beyond its deadline. Any thread. */
  void refuseLate(long nowNanos) {
    for (Waiting<?> job : waiting) {
      if (nowNanos - job.deadlineNanos > 0 && waiting.remove(job)) {
        job.answer.completeExceptionally(late());
      }
    }
  }

  private <T> void attempt(Waiting<T> job) {
    Extent extent = job.extent;
    CompletableFuture<T> answer = job.answer;
    try {
      checkDeadline(job.deadlineNanos);
      answer.complete(job.read.run());
    } catch (NodeException refused) {
      if (refused.error() == NodeError.CORRUPT) {
        metrics.damaged().inc();
      }
      answer.completeExceptionally(refused);
    } catch (IOException failure) {
      extent.disk().health().readFailed(extent.id(), failure);
      answer.completeExceptionally(
          new NodeException(NodeError.IO_ERROR, "read failed: " + failure, failure));
    } catch (RuntimeException | OutOfMemoryError bug) {
      // No fault of the disk. Whoever waits holds a share of the buffers until he is answered.
      LOG.error("read of extent {}", extent.id(), bug);
      answer.completeExceptionally(
          new NodeException(NodeError.IO_ERROR, "unexpected: " + bug, bug));
    }
  }

  private static void checkDeadline(long deadlineNanos) throws NodeException {
    if (System.nanoTime() - deadlineNanos > 0) {
      throw late();
    }
  }

  private static NodeException late() {
    return new NodeException(NodeError.TIMED_OUT, "its deadline passed while it waited");
  }

  /** A read that no thread has begun yet. Two are never the same. */
  private static final class Waiting<T> {
    final Extent extent;
    final long deadlineNanos;
    final DiskRead<T> read;
    final CompletableFuture<T> answer = new CompletableFuture<>();

    Waiting(Extent extent, long deadlineNanos, DiskRead<T> read) {
      this.extent = extent;
      this.deadlineNanos = deadlineNanos;
      this.read = read;
    }
  }

  /** Something that reads a disk. */
  @FunctionalInterface
  private interface DiskRead<T> {
    T run() throws IOException;
  }
}
