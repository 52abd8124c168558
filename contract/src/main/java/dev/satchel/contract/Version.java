package dev.satchel.contract;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One version of a path. */
@Json(naming = Json.Naming.LowerUnderscore)
public record Version(
    String rev,
    long size,
    @Nullable Instant mtime,
    Instant committedAt,
    @Nullable String device,
    @Nullable List<BlockHash> blockList,
    boolean deleted) {}
