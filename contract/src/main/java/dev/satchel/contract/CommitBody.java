package dev.satchel.contract;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of a commit: either {@code entries}, or the fields of one entry. */
@Json(naming = Json.Naming.LowerUnderscore)
public record CommitBody(
    @Nullable List<CommitEntry> entries,
    @Nullable Boolean atomic,
    @Nullable String path,
    @Nullable ChangeKind kind,
    @Nullable List<BlockHash> blockList,
    @Nullable Long size,
    @Nullable Instant mtime,
    @Nullable Boolean executable,
    @Nullable String target,
    @Nullable String from,
    @Json.Serializer(RevJson.class) @Nullable String parentRev) {

  /** Whether it holds the field of an entry. */
  public boolean isEntry() {
    return path != null
        || kind != null
        || blockList != null
        || size != null
        || mtime != null
        || executable != null
        || target != null
        || from != null
        || parentRev != null;
  }

  /** The one entry that it is, for a path that is known to be there. */
  public CommitEntry entry(String knownPath) {
    return new CommitEntry(
        knownPath,
        kind,
        blockList,
        size == null ? 0 : size,
        mtime,
        executable != null && executable,
        target,
        from,
        parentRev);
  }
}
