package dev.satchel.frontend.admin;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/** What the scrub is told. */
@Json(naming = Json.Naming.LowerUnderscore)
record ScrubRequest(@Nullable String action, @Nullable Long bytesPerSecond) {}
