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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs reads on the reader threads. */
final class DiskReads {

  private static final Logger LOG = LoggerFactory.getLogger(DiskReads.class);

  private final Executor readers;
  private final ByteBufAllocator allocator;
  private final StoreMetrics metrics;

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
    CompletableFuture<T> answer = new CompletableFuture<>();
    try {
      readers.execute(() -> attempt(extent, deadlineNanos, read, answer));
    } catch (RejectedExecutionException tooMany) {
      answer.completeExceptionally(
          new NodeException(NodeError.BUSY, "too many reads wait", tooMany));
    }
    return answer;
  }

  private <T> void attempt(
      Extent extent, long deadlineNanos, DiskRead<T> read, CompletableFuture<T> answer) {
    try {
      checkDeadline(deadlineNanos);
      answer.complete(read.run());
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
      throw new NodeException(NodeError.TIMED_OUT, "its deadline passed while it waited");
    }
  }

  /** Something that reads a disk. */
  @FunctionalInterface
  private interface DiskRead<T> {
    T run() throws IOException;
  }
}
