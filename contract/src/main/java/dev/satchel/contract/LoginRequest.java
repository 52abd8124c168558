package dev.satchel.contract;

import io.avaje.jsonb.Json;

/** Who signs in, and what the device is to be called. */
@Json(naming = Json.Naming.LowerUnderscore)
public record LoginRequest(String email, String password, String device) {}
