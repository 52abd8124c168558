package dev.satchel.contract;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/** Make this revision of the path the newest; of a deleted path, undelete it. */
@Json(naming = Json.Naming.LowerUnderscore)
public record RestoreRequest(String path, @Nullable String rev) {}
