package dev.satchel.storage.extent;

import dev.satchel.storage.ExtentId;

/**
 * A batch and where it shall go.
 *
 * @param offset where the batch begins; the extent's end, or where it already lies
 * @param payloadCrc of the payload, as the caller computed it and the receiver checked it
 * @param deadlineNanos by {@code System.nanoTime()}
 */
public record Append(
    ExtentId id, long offset, long writerEpoch, Batch batch, int payloadCrc, long deadlineNanos) {}
