package dev.satchel.frontend.admin;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/** What an operator wants of a disk; what is absent is false, or not said. */
@Json(naming = Json.Naming.LowerUnderscore)
record QuarantineRequest(
    @Nullable Boolean release, @Nullable String reason, @Nullable Boolean apply) {}
