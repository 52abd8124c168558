package dev.satchel.contract;

import io.avaje.jsonb.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One signed-in device. */
@Json(naming = Json.Naming.LowerUnderscore)
public record Device(String id, String name, Instant createdAt, @Nullable Instant lastSeenAt) {}
