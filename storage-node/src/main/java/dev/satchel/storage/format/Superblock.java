package dev.satchel.storage.format;

import java.util.UUID;

/** What a disk says of itself. */
public record Superblock(UUID diskId, UUID nodeId, DiskGeometry geometry, long createdMillis) {}
