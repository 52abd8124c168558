package dev.satchel.contract;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * Whether there is something after the cursor.
 *
 * @param backoff seconds to wait before the next call
 */
@Json(naming = Json.Naming.LowerUnderscore)
public record NotifyAnswer(boolean changes, @Nullable Integer backoff) {}
