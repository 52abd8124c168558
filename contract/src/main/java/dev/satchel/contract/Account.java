package dev.satchel.contract;

import io.avaje.jsonb.Json;
import java.util.List;

/** The caller's account. */
@Json(naming = Json.Naming.LowerUnderscore)
public record Account(String email, long usedBytes, long quotaBytes, List<Device> devices) {}
