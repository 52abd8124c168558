package dev.satchel.metadata.tree;

import dev.satchel.contract.Kind;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an entry is, wherever it lies.
 *
 * @param sizeBytes of a file; else 0
 * @param target of a symbolic link; else null
 */
public record Content(
    Kind kind,
    long sizeBytes,
    @Nullable Instant mtime,
    boolean executable,
    PackedBlocks blocks,
    @Nullable String target) {

  /** A folder that somebody made by naming something in it. */
  public static final Content FOLDER = folder(null);

  /** A folder. */
  public static Content folder(@Nullable Instant mtime) {
    return new Content(Kind.FOLDER, 0, mtime, false, PackedBlocks.NONE, null);
  }

  /** What stands in the journal for an entry that is gone. */
  public static Content gone(Kind kind) {
    return new Content(kind, 0, null, false, PackedBlocks.NONE, null);
  }

  /** Whether it is a folder. */
  public boolean isFolder() {
    return kind == Kind.FOLDER;
  }

  /**
   * Whether both hold the same bytes. Times and the executable bit do not count: two devices that
   * made the same file each on its own have not made a conflict.
   */
  public boolean sameBytesAs(Content other) {
    return kind == other.kind
        && sizeBytes == other.sizeBytes
        && blocks.equals(other.blocks)
        && Objects.equals(target, other.target);
  }
}
