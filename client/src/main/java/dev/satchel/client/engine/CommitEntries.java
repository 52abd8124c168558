package dev.satchel.client.engine;

import dev.satchel.client.tree.Content;
import dev.satchel.contract.ChangeKind;
import dev.satchel.contract.CommitEntry;
import dev.satchel.contract.Kind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes commit entries. */
final class CommitEntries {

  private CommitEntries() {}

  /** The path is to hold this; {@code parentRev} null: it must not exist. */
  static CommitEntry put(String path, Content content, @Nullable String parentRev) {
    ChangeKind kind =
        switch (content.kind()) {
          case FILE -> ChangeKind.FILE;
          case FOLDER -> ChangeKind.FOLDER;
          case SYMLINK -> ChangeKind.SYMLINK;
        };
    Instant mtime =
        content.mtimeNanos() == Content.ANY_MTIME
            ? null
            : Instant.ofEpochSecond(0, content.mtimeNanos());
    return new CommitEntry(
        path,
        kind,
        content.kind() == Kind.FILE ? content.blocks() : null,
        content.sizeBytes(),
        mtime,
        content.executable(),
        content.target(),
        null,
        parentRev);
  }

  static CommitEntry delete(String path, String parentRev) {
    return new CommitEntry(path, ChangeKind.DELETED, null, 0, null, false, null, null, parentRev);
  }

  static CommitEntry move(String from, String to, String parentRev) {
    return new CommitEntry(to, ChangeKind.MOVE, null, 0, null, false, null, from, parentRev);
  }
}
