package dev.satchel.contract;

import io.avaje.jsonb.Json;
import java.util.List;

/** The blocks to upload, and those whose possession may be proved instead. */
@Json(naming = Json.Naming.LowerUnderscore)
public record CheckAnswer(List<BlockHash> missing, List<Challenge> prove) {}
