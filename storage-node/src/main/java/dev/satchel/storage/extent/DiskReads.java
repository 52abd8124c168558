package dev.satchel.storage.extent;

import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.SealedExtent;
import dev.satchel.storage.disk.Disk;
import dev.satchel.storage.disk.PageMemory;
import dev.satchel.storage.format.BatchFormat;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Runs reads on the reader threads. */
final class DiskReads {

  private final Executor readers;
  private final ByteBufAllocator allocator;
  private final StoreMetrics metrics;

  DiskReads(Executor readers, ByteBufAllocator allocator, StoreMetrics metrics) {
    this.readers = readers;
    this.allocator = allocator;
    this.metrics = metrics;
  }

  /** Reads a range that was checked, unless the deadline has passed when its turn comes. */
  CompletableFuture<ByteBuf> read(Extent extent, long offset, int lengthBytes, long deadlineNanos) {
    return run(extent, deadlineNanos, () -> readNow(extent, offset, lengthBytes));
  }

  /** Reads the pages that the range touches; what is handed out begins within the first of them. */
  private ByteBuf readNow(Extent extent, long offset, int lengthBytes) throws IOException {
    int skippedBytes = (int) (offset % Disk.PAGE_BYTES);
    int pagesBytes = PageMemory.wholePages(skippedBytes + lengthBytes);
    ByteBuf buffer = allocator.directBuffer(pagesBytes, pagesBytes);
    try {
      long began = extent.disk().health().nanoTime();
      long position = extent.dataPosition() + offset - skippedBytes;
      extent.disk().device().read(position, buffer.nioBuffer(0, pagesBytes));
      extent.disk().health().tookSince(began);
    } catch (IOException | RuntimeException failure) {
      buffer.release();
      throw failure;
    }
    metrics.reads().mark();
    metrics.readBytes().mark(lengthBytes);
    return buffer.setIndex(skippedBytes, skippedBytes + lengthBytes);
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
      if (System.nanoTime() - deadlineNanos > 0) {
        throw new NodeException(NodeError.TIMED_OUT, "its deadline passed while it waited");
      }
      answer.complete(read.run());
    } catch (NodeException refused) {
      if (refused.error() == NodeError.CORRUPT) {
        metrics.damaged().inc();
      }
      answer.completeExceptionally(refused);
    } catch (IOException | RuntimeException failure) {
      IOException cause = failure instanceof IOException io ? io : new IOException(failure);
      extent.disk().health().failed("a read", cause);
      answer.completeExceptionally(
          new NodeException(NodeError.IO_ERROR, "read failed: " + failure, failure));
    }
  }

  /** Something that reads a disk. */
  @FunctionalInterface
  private interface DiskRead<T> {
    T run() throws IOException;
  }
}
