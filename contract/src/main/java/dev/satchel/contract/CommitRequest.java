package dev.satchel.contract;

import io.avaje.jsonb.Json;
import java.util.List;

/**
 * Up to {@link Limits#MAX_ENTRIES} changes in one call.
 *
 * @param atomic all or none; otherwise the entries are independent of each other
 */
@Json(naming = Json.Naming.LowerUnderscore)
public record CommitRequest(List<CommitEntry> entries, boolean atomic) {}
