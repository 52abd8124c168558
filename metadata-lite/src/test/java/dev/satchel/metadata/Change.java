package dev.satchel.metadata;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.ChangeKind;
import dev.satchel.contract.CommitEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commit entries, shortly. {@code onRev} null: the path must not exist. */
final class Change {

  static final Instant MTIME = Instant.parse("2026-03-01T10:11:12.123456789Z");

  private Change() {}

  static CommitEntry file(String path, String text, @Nullable String onRev) {
    List<BlockHash> blocks = text.isEmpty() ? List.of() : List.of(hash(text));
    return file(path, blocks, text.getBytes(StandardCharsets.UTF_8).length, onRev);
  }

  static CommitEntry file(String path, String text) {
    return file(path, text, null);
  }

  static CommitEntry file(String path, List<BlockHash> blocks, long size, @Nullable String onRev) {
    return new CommitEntry(path, null, blocks, size, MTIME, false, null, null, onRev);
  }

  static CommitEntry touched(
      CommitEntry file, Instant mtime, boolean executable, @Nullable String onRev) {
    return new CommitEntry(
        file.path(), null, file.blockList(), file.size(), mtime, executable, null, null, onRev);
  }

  static CommitEntry folder(String path) {
    return folder(path, null);
  }

  static CommitEntry folder(String path, @Nullable String onRev) {
    return new CommitEntry(path, ChangeKind.FOLDER, null, 0, null, false, null, null, onRev);
  }

  static CommitEntry symlink(String path, String target, @Nullable String onRev) {
    return new CommitEntry(path, ChangeKind.SYMLINK, null, 0, MTIME, false, target, null, onRev);
  }

  static CommitEntry delete(String path, @Nullable String onRev) {
    return new CommitEntry(path, ChangeKind.DELETED, null, 0, null, false, null, null, onRev);
  }

  static CommitEntry move(String from, String to, @Nullable String onRev) {
    return new CommitEntry(to, ChangeKind.MOVE, null, 0, null, false, null, from, onRev);
  }

  static BlockHash hash(String text) {
    return BlockHash.fromBytes(Digests.sha256(text.getBytes(StandardCharsets.UTF_8)));
  }
}
