package dev.satchel.volume.write;

import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.format.BatchFormat;
import dev.satchel.volume.members.NodeCalls;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A batch on its way to all extents of a volume. */
final class Append {

  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final Batch batch;
  private final CompletableFuture<Void> outcome = new CompletableFuture<>();

  private Append(Batch batch) {
    this.batch = batch;
  }

  /** Sends the batch; the payload is let go when the last extent has answered. */
  static Append send(Batch batch, ClaimedVolume claimed) {
    Append append = new Append(batch);
    long end = batch.offset() + BatchFormat.paddedLength(batch.payload().readableBytes());
    CompletableFuture<?>[] answers =
        claimed.replicas().stream()
            .map(replica -> append.sendTo(replica, claimed.writerEpoch(), end))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(answers)
        .whenComplete((all, failure) -> {
          batch.payload().release();
          append.outcome.complete(null); // unless one has failed before
        });
    return append;
  }

  Batch batch() {
    return batch;
  }

  /** Waits until all extents have synced it; fails as soon as one has not. */
  void await() throws NodeException {
    NodeCalls.await(outcome);
  }

  private CompletableFuture<Long> sendTo(
      ClaimedVolume.Replica replica, long writerEpoch, long expectedEnd) {
    return replica
        .client()
        .append(replica.extent(), batch.offset(), writerEpoch, batch.payload(), DEADLINE)
        .whenComplete((end, failure) -> {
          if (failure != null) {
            NodeException e = NodeCalls.asNodeException(failure);
            outcome.completeExceptionally(
                new NodeException(
                    e.error(), "node " + replica.nodeId() + ": " + e.getMessage(), e));
          } else if (end != expectedEnd) {
            outcome.completeExceptionally(
                new NodeException(
                    NodeError.OFFSET_MISMATCH,
                    "node %s ended at %d instead of %d"
                        .formatted(replica.nodeId(), end, expectedEnd),
                    end));
          }
        });
  }
}
