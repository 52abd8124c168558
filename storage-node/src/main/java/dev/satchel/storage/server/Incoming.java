package dev.satchel.storage.server;

import dev.satchel.storage.extent.Batch;
import dev.satchel.storage.wire.RequestHeader;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A whole request.
 *
 * @param batch the payload of an append; whoever handles the request takes it over
 * @param body what else came with it; whoever handles the request releases it
 * @param answered gives back what the request holds of the budget; to be run once, on the
 *     connection's event loop, when the answer has left
 * @param deadlineNanos when its caller stops waiting, by {@code System.nanoTime()}
 */
record Incoming(
    RequestHeader header,
    @Nullable Batch batch,
    ByteBuf body,
    Runnable answered,
    long deadlineNanos) {

  /** Lets go of what came with it. */
  void drop() {
    body.release();
    if (batch != null) {
      batch.release();
    }
  }

  boolean isExpired() {
    return System.nanoTime() - deadlineNanos > 0;
  }
}
