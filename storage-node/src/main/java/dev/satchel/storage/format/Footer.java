package dev.satchel.storage.format;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.SealedExtent;

/** What a seal wrote: who the extent is, in case its header is lost, and what was sealed. */
public record Footer(
    ExtentId id, long bucketId, int generation, long sealedEpoch, SealedExtent sealed) {}
