package dev.satchel.storage.client;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ExtentInfo;
import dev.satchel.storage.NodeStats;
import dev.satchel.storage.SealedExtent;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One storage node, seen from a caller. Thread-safe.
 *
 * <p>Every future fails with {@link dev.satchel.storage.NodeException} and with nothing else, at the
 * latest when its deadline has passed. Futures complete on event loops: what hangs on them must not
 * block.
 */
public final class NodeClient {

  NodeClient() {}

  /**
   * Appends {@code payload} as one batch at {@code offset} and answers the new end, once it is
   * durable. Retrying the same bytes at the same offset is harmless.
   *
   * @param payload stays the caller's, who must not change it before the future is done
   */
  public CompletableFuture<Long> append(
      ExtentId id, long offset, long writerEpoch, ByteBuf payload, Duration deadline) {
    throw new UnsupportedOperationException();
  }

  /** Reads exactly {@code lengthBytes}; the caller releases the buffer. */
  public CompletableFuture<ByteBuf> read(
      ExtentId id, long offset, int lengthBytes, Duration deadline) {
    throw new UnsupportedOperationException();
  }

  /** Creates an extent on the disk with most free slots; creating it again answers the same. */
  public CompletableFuture<ExtentInfo> create(
      long epoch, ExtentId id, long bucketId, int generation, Duration deadline) {
    throw new UnsupportedOperationException();
  }

  /** From now on refuses appends with a lower {@code writerEpoch}; answers the end. */
  public CompletableFuture<Long> claim(ExtentId id, long writerEpoch, Duration deadline) {
    throw new UnsupportedOperationException();
  }

  /** Freezes the extent: no more appends; answers the end. */
  public CompletableFuture<Long> close(long epoch, ExtentId id, Duration deadline) {
    throw new UnsupportedOperationException();
  }

  /** Freezes the extent, cuts it at {@code lengthBytes} and writes its footer. */
  public CompletableFuture<SealedExtent> seal(
      long epoch, ExtentId id, long lengthBytes, Duration deadline) {
    throw new UnsupportedOperationException();
  }

  public CompletableFuture<ExtentInfo> info(ExtentId id, Duration deadline) {
    throw new UnsupportedOperationException();
  }

  public CompletableFuture<List<ExtentInfo>> list(Duration deadline) {
    throw new UnsupportedOperationException();
  }

  public CompletableFuture<NodeStats> stats(Duration deadline) {
    throw new UnsupportedOperationException();
  }

  /** Answers when the node does. */
  public CompletableFuture<Void> ping(Duration deadline) {
    throw new UnsupportedOperationException();
  }
}
