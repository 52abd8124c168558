package dev.satchel.storage.format;

import dev.satchel.storage.ExtentId;

/**
 * What an extent says of itself from its first moment.
 *
 * @param createdEpoch the epoch of the manager that asked for it
 * @param slot where it lies on its disk
 */
public record ExtentHeader(
    ExtentId id, long bucketId, int generation, long capacityBytes, long createdEpoch, long slot) {}
