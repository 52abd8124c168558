package dev.satchel.volume.admin;

import io.avaje.jsonb.Json;

/**
 * A disk of a node.
 *
 * @param state {@code ok|suspect|failed|quarantined}
 */
@Json(naming = Json.Naming.LowerUnderscore)
public record DiskView(
    String id,
    String node,
    String path,
    String state,
    long capacityBytes,
    long usedBytes,
    int freeSlots) {}
