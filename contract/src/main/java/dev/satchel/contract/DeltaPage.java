package dev.satchel.contract;

import io.avaje.jsonb.Json;
import java.util.List;

/**
 * A run of the journal.
 *
 * @param reset the cursor was too old: drop what is known and take these entries as the whole tree
 */
@Json(naming = Json.Naming.LowerUnderscore)
public record DeltaPage(List<DeltaEntry> entries, String cursor, boolean hasMore, boolean reset) {}
