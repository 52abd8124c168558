package dev.satchel.storage.server;

import dev.satchel.storage.extent.Batch;
import dev.satchel.storage.wire.RequestHeader;
import org.jspecify.annotations.Nullable;

/**
 * A whole request.
 *
 * @param batch the payload of an append; whoever handles the request takes it over
 * @param answered gives back what the request holds of the budget; to be run once, on the
 *     connection's event loop, when the answer has left
 * @param deadlineNanos when its caller stops waiting, by {@code System.nanoTime()}
 */
record Incoming(
    RequestHeader header, @Nullable Batch batch, Runnable answered, long deadlineNanos) {

  boolean isExpired() {
    return System.nanoTime() - deadlineNanos > 0;
  }
}
