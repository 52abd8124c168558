package dev.satchel.contract;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One change of the tree, in the order of the journal.
 *
 * @param path the path after the change; of a removed entry, the path it had
 * @param from the path before a move
 */
@Json(naming = Json.Naming.LowerUnderscore)
public record DeltaEntry(
    String path,
    String id,
    String rev,
    DeltaAction action,
    @Nullable String from,
    Kind kind,
    long size,
    @Nullable Instant mtime,
    boolean executable,
    @Nullable List<BlockHash> blockList,
    @Nullable String target) {}
