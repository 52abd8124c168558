package dev.satchel.contract;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the tree as the server has it.
 *
 * @param id stays the same over moves
 * @param rev orders by equality only
 */
@Json(naming = Json.Naming.LowerUnderscore)
public record Entry(
    String path,
    String id,
    String rev,
    Kind kind,
    long size,
    @Nullable Instant mtime,
    boolean executable,
    @Nullable List<BlockHash> blockList,
    @Nullable String target) {}
