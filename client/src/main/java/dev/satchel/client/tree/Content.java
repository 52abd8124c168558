package dev.satchel.client.tree;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.Kind;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an entry holds.
 *
 * @param blocks of a file; none for an empty one
 * @param mtimeNanos since 1970, of a file; {@link #ANY_MTIME} where nobody said
 * @param target of a symlink
 */
public record Content(
    Kind kind,
    List<BlockHash> blocks,
    long sizeBytes,
    long mtimeNanos,
    boolean executable,
    @Nullable String target) {

  /** An mtime that agrees with every other. */
  public static final long ANY_MTIME = Long.MIN_VALUE;

  /** The earliest mtime, in 1677: what was modified before counts as modified then. */
  public static final long FIRST_MTIME = Long.MIN_VALUE + 1;

  /** The latest mtime, in 2262: what was modified after counts as modified then. */
  public static final long LAST_MTIME = Long.MAX_VALUE - 1;

  /** What every folder holds, as far as the folder's own entry goes. */
  public static final Content FOLDER =
      new Content(Kind.FOLDER, List.of(), 0, ANY_MTIME, false, null);

  /** Copies the block list. */
  public Content {
    blocks = List.copyOf(blocks);
  }

  /** A file's content. */
  public static Content file(
      List<BlockHash> blocks, long sizeBytes, long mtimeNanos, boolean executable) {
    return new Content(Kind.FILE, blocks, sizeBytes, mtimeNanos, executable, null);
  }

  /** A symlink's content. */
  public static Content symlink(String target) {
    return new Content(Kind.SYMLINK, List.of(), 0, ANY_MTIME, false, target);
  }

  /** Whether this is a folder. */
  public boolean isFolder() {
    return kind == Kind.FOLDER;
  }

  /** Whether this is a file. */
  public boolean isFile() {
    return kind == Kind.FILE;
  }

  /** Same kind and same bytes, whatever the mtime and the executable bit. */
  public boolean samePayload(Content other) {
    return kind == other.kind
        && blocks.equals(other.blocks)
        && Objects.equals(target, other.target);
  }

  /** Nothing to tell one from the other. */
  public boolean agrees(Content other) {
    return samePayload(other)
        && executable == other.executable
        && sameMtime(mtimeNanos, other.mtimeNanos);
  }

  /** The same with another mtime and executable bit. */
  public Content with(long newMtimeNanos, boolean newExecutable) {
    return new Content(kind, blocks, sizeBytes, newMtimeNanos, newExecutable, target);
  }

  /** Whether two mtimes agree. */
  public static boolean sameMtime(long a, long b) {
    return a == b || a == ANY_MTIME || b == ANY_MTIME;
  }
}
