package dev.satchel.contract;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run of a folder's entries. */
@Json(naming = Json.Naming.LowerUnderscore)
public record ListPage(List<Entry> entries, @Nullable String cursor, boolean hasMore) {}
