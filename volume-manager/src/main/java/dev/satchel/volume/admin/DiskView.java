package dev.satchel.volume.admin;

import io.avaje.jsonb.Json;

/**
 * A disk of a node.
 *
 * @param nodeState {@code up|suspect|dead|draining}: of a node that is not up, all that follows is
 *     what it said last
 * @param mode {@code direct|buffered}: whether its bytes go past the page cache
 * @param state {@code ok|suspect|failed|quarantined}
 * @param reason why it is not ok; otherwise empty
 */
@Json(naming = Json.Naming.LowerUnderscore)
public record DiskView(
    String id,
    String node,
    String nodeState,
    String path,
    String mode,
    String state,
    String reason,
    long capacityBytes,
    long usedBytes,
    int freeSlots) {}
