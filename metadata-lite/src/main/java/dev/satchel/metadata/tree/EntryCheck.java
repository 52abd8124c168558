package dev.satchel.metadata.tree;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.ChangeKind;
import dev.satchel.contract.CommitEntry;
import dev.satchel.contract.Kind;
import dev.satchel.contract.Limits;
import dev.satchel.contract.ProblemCode;
import dev.satchel.metadata.tree.CheckedEntry.Malformed;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Holds a commit entry against the contract's rules, before anything is looked up. */
public final class EntryCheck {

  private EntryCheck() {}

  /** The entry in a form that can be trusted, or what is wrong with it. */
  public static CheckedEntry check(CommitEntry entry) {
    return withPath(
        entry.path(),
        path ->
            switch (entry.kind() == null ? ChangeKind.FILE : entry.kind()) {
              case FILE -> file(path, entry);
              case FOLDER -> folder(path, entry);
              case SYMLINK -> symlink(path, entry);
              case DELETED -> new CheckedEntry.Remove(path, parentRev(entry));
              case MOVE -> move(path, entry);
            });
  }

  private static CheckedEntry file(TreePath path, CommitEntry entry) {
    List<BlockHash> blocks = blocksOf(entry);
    long count = blocks.size();
    if (entry.target() != null) {
      return invalid("a file has no target");
    }
    if (entry.size() < count || entry.size() > count * Limits.MAX_BLOCK_BYTES) {
      return invalid("%d blocks cannot hold %d bytes".formatted(count, entry.size()));
    }
    Content content =
        new Content(
            Kind.FILE,
            entry.size(),
            entry.mtime(),
            entry.executable(),
            PackedBlocks.of(blocks),
            null);
    return new CheckedEntry.Put(path, content, parentRev(entry));
  }

  private static CheckedEntry folder(TreePath path, CommitEntry entry) {
    if (entry.target() != null || entry.size() != 0 || !blocksOf(entry).isEmpty()) {
      return invalid("a folder has no size, blocks or target");
    }
    return new CheckedEntry.Put(path, Content.folder(entry.mtime()), parentRev(entry));
  }

  private static CheckedEntry symlink(TreePath path, CommitEntry entry) {
    String target = entry.target();
    int targetBytes = target == null ? 0 : TreePath.utf8Bytes(target);
    if (target == null
        || targetBytes <= 0
        || targetBytes > Limits.MAX_PATH_BYTES
        || target.indexOf('\0') >= 0) {
      return invalid(
          "a symbolic link has a target of 1 to " + Limits.MAX_PATH_BYTES + " bytes, no NUL in it");
    }
    // Some file systems call the target's length the link's size.
    if (!blocksOf(entry).isEmpty() || entry.size() != 0 && entry.size() != targetBytes) {
      return invalid("a symbolic link has no size and no blocks");
    }
    Content content = new Content(Kind.SYMLINK, 0, entry.mtime(), false, PackedBlocks.NONE, target);
    return new CheckedEntry.Put(path, content, parentRev(entry));
  }

  private static CheckedEntry move(TreePath to, CommitEntry entry) {
    if (entry.from() == null) {
      return invalid("a move says from where");
    }
    return withPath(entry.from(), from -> new CheckedEntry.Move(from, to, parentRev(entry)));
  }

  private static CheckedEntry withPath(
      @Nullable String text, Function<TreePath, CheckedEntry> next) {
    if (text == null) {
      return new Malformed(ProblemCode.BAD_PATH, "an entry has a path");
    }
    return switch (TreePath.check(text)) {
      case TreePath.Check.Bad bad -> new Malformed(ProblemCode.BAD_PATH, bad.why());
      case TreePath.Check.Good good when good.path().isRoot() ->
          new Malformed(ProblemCode.BAD_PATH, "the root itself cannot be changed");
      case TreePath.Check.Good good -> next.apply(good.path());
    };
  }

  private static List<BlockHash> blocksOf(CommitEntry entry) {
    return entry.blockList() == null ? List.of() : entry.blockList();
  }

  private static String parentRev(CommitEntry entry) {
    String rev = entry.parentRev();
    return rev == null || rev.equals("0") ? "" : rev;
  }

  private static Malformed invalid(String why) {
    return new Malformed(ProblemCode.INVALID, why);
  }
}
