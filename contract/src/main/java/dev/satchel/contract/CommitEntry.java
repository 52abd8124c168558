package dev.satchel.contract;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One change that a client asks for.
 *
 * @param path where the entry is, or for a move where it goes
 * @param kind what becomes of the path; absent means {@code file}
 * @param blockList the file's blocks in order; an empty file has none
 * @param size the file's length in bytes
 * @param from where a moved entry was
 * @param parentRev the revision that the change was made on; absent, empty or {@code 0}: the path
 *     must not exist
 */
@Json(naming = Json.Naming.LowerUnderscore)
public record CommitEntry(
    String path,
    @Nullable ChangeKind kind,
    @Nullable List<BlockHash> blockList,
    long size,
    @Nullable Instant mtime,
    boolean executable,
    @Nullable String target,
    @Nullable String from,
    @Json.Serializer(RevJson.class) @Nullable String parentRev) {}
