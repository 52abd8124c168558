package dev.satchel.volume.admin;

import io.avaje.jsonb.Json;
import java.util.List;

/**
 * A storage node as the manager knows it.
 *
 * @param state {@code up|suspect|dead|draining}
 */
@Json(naming = Json.Naming.LowerUnderscore)
public record NodeView(
    String id,
    String state,
    String domain,
    String address,
    long capacityBytes,
    long usedBytes,
    List<DiskView> disks) {}
