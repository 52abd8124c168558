package dev.satchel.client.daemon;

import io.avaje.jsonb.Json;

/** One line to the daemon. */
@Json(naming = Json.Naming.LowerUnderscore)
public record ControlRequest(ControlCommand command) {}
