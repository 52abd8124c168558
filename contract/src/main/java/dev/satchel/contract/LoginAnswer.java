package dev.satchel.contract;

import io.avaje.jsonb.Json;

/** A new device's credentials. The token is shown once and never again. */
@Json(naming = Json.Naming.LowerUnderscore)
public record LoginAnswer(String token, String deviceId, String userId) {}
