package dev.satchel.contract;

import io.avaje.jsonb.Json;
import java.util.List;

/** The results of a batch, in the order of its entries. */
@Json(naming = Json.Naming.LowerUnderscore)
public record CommitAnswer(List<CommitResult> results, String cursor) {}
