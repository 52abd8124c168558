package dev.satchel.storage.server;

import dev.satchel.storage.extent.Batch;
import dev.satchel.storage.wire.RequestHeader;
import org.jspecify.annotations.Nullable;

/**
 * A whole request.
 *
 * @param batch the payload of an append; whoever handles the request takes it over
 * @param reservedBytes what it holds of the byte budget, to be given back after the answer
 * @param deadlineNanos when its caller stops waiting, by {@code System.nanoTime()}
 */
record Incoming(
    RequestHeader header, @Nullable Batch batch, long reservedBytes, long deadlineNanos) {}
