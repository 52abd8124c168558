package dev.satchel.contract;

import io.avaje.jsonb.Json;
import java.util.List;

/** Which of these blocks must be sent? */
@Json(naming = Json.Naming.LowerUnderscore)
public record CheckRequest(List<BlockHash> hashes) {}
