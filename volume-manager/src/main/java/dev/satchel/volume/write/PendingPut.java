package dev.satchel.volume.write;

import dev.satchel.volume.block.EncodedBlock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A block on its way into a volume. Whoever has it in hand ends it once: {@link #stored} or {@link
 * #failed}; its payload is released then, whether or not somebody still waits.
 */
final class PendingPut {

  private final EncodedBlock block;
  private final long deadlineNanos;
  private final Runnable onEnd;
  private final CompletableFuture<Void> outcome = new CompletableFuture<>();
  private final AtomicBoolean ended = new AtomicBoolean();

  /**
   * @param onEnd gives back what the put took
   */
  PendingPut(EncodedBlock block, long deadlineNanos, Runnable onEnd) {
    this.block = block;
    this.deadlineNanos = deadlineNanos;
    this.onEnd = onEnd;
  }

  EncodedBlock block() {
    return block;
  }

  /** Done when the block is durable and indexed, or when that was given up. */
  CompletableFuture<Void> outcome() {
    return outcome;
  }

  /** Whether its caller has stopped waiting, so that a retry helps nobody. */
  boolean isLate() {
    return deadlineNanos - System.nanoTime() <= 0;
  }

  void stored() {
    end();
    outcome.complete(null);
  }

  void failed(RuntimeException why) {
    end();
    outcome.completeExceptionally(why);
  }

  private void end() {
    if (!ended.compareAndSet(false, true)) {
      throw new IllegalStateException("a put of " + block.hash() + " ended twice");
    }
    block.payload().release();
    onEnd.run();
  }
}
