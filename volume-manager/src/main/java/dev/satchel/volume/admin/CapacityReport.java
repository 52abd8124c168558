package dev.satchel.volume.admin;

import io.avaje.jsonb.Json;
import java.util.List;

/**
 * What fits where.
 *
 * @param freeSlots how many more extents fit
 * @param writableBytes how many plain bytes more fit, at least, with the redundancy of new volumes
 */
@Json(naming = Json.Naming.LowerUnderscore)
public record CapacityReport(
    long capacityBytes, long usedBytes, int freeSlots, long writableBytes, List<DiskView> disks) {}
