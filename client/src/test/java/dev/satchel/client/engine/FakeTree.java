package dev.satchel.client.engine;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.ChangeKind;
import dev.satchel.contract.CommitEntry;
import dev.satchel.contract.CommitResult;
import dev.satchel.contract.DeltaAction;
import dev.satchel.contract.Entry;
import dev.satchel.contract.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a {@link FakeServer} keeps of files and folders; used under the server's lock. */
final class FakeTree {

  private final TreeMap<String, Entry> entries = new TreeMap<>();
  private final Set<List<BlockHash>> history = new HashSet<>();
  private final Set<BlockHash> blocks;
  private final FakeJournal journal;
  private int nextId = 1;

  /** A tree that takes only files of these blocks, and writes down what happens to it. */
  FakeTree(Set<BlockHash> blocks, FakeJournal journal) {
    this.blocks = blocks;
    this.journal = journal;
  }

  /** By path, a copy. */
  Map<String, Entry> entries() {
    return new TreeMap<>(entries);
  }

  @Nullable Entry entry(String path) {
    return entries.get(path);
  }

  /** Whether some version of some file once had these blocks. */
  boolean hasInHistory(List<BlockHash> blockList) {
    return history.contains(blockList);
  }

  CommitResult commit(CommitEntry entry) {
    ChangeKind kind = entry.kind() == null ? ChangeKind.FILE : entry.kind();
    return switch (kind) {
      case FILE -> put(entry, Kind.FILE);
      case FOLDER -> put(entry, Kind.FOLDER);
      case SYMLINK -> put(entry, Kind.SYMLINK);
      case DELETED -> delete(entry);
      case MOVE -> move(entry);
    };
  }

  private CommitResult put(CommitEntry change, Kind kind) {
    List<BlockHash> list =
        kind == Kind.FILE ? Objects.requireNonNullElse(change.blockList(), List.of()) : null;
    if (list != null && !blocks.containsAll(list)) {
      return result(422, null, "need-blocks");
    }
    Entry now = entries.get(change.path());
    if (now == null && !absent(change.parentRev())) {
      return result(409, null, "conflict");
    }
    Entry noFolder = makeFolder(parent(change.path()));
    if (noFolder != null) {
      return result(409, noFolder, "conflict");
    }
    Entry wanted =
        new Entry(
            change.path(),
            now == null ? "id" + nextId++ : now.id(),
            journal.nextRevision(),
            kind,
            change.size(),
            change.mtime(),
            change.executable(),
            list,
            change.target());
    if (now != null && sameContent(now, wanted)) {
      return new CommitResult(200, now.rev(), now.id(), null, null, null, null, null);
    }
    boolean expected =
        now == null ? absent(change.parentRev()) : now.rev().equals(change.parentRev());
    if (!expected || now != null && now.kind() != kind) {
      return result(409, now, "conflict");
    }
    entries.put(change.path(), wanted);
    if (list != null) {
      history.add(list);
    }
    journal.write(now == null ? DeltaAction.ADDED : DeltaAction.CHANGED, wanted, null);
    return result(200, wanted, null);
  }

  /** Makes the folder where it is missing, as those above it; answers what stands in its place. */
  private @Nullable Entry makeFolder(String path) {
    Entry there = entries.get(path);
    if (path.isEmpty() || there != null) {
      return there == null || there.kind() == Kind.FOLDER ? null : there;
    }
    Entry above = makeFolder(parent(path));
    if (above == null) {
      Entry made =
          new Entry(
              path,
              "id" + nextId++,
              journal.nextRevision(),
              Kind.FOLDER,
              0,
              null,
              false,
              null,
              null);
      entries.put(path, made);
      journal.write(DeltaAction.ADDED, made, null);
    }
    return above;
  }

  private CommitResult delete(CommitEntry change) {
    Entry now = entries.get(change.path());
    if (now == null) {
      return new CommitResult(200, null, null, null, null, null, null, null);
    }
    if (!journal.isMadeOn(Objects.requireNonNull(change.parentRev()), now)) {
      return result(409, now, "conflict");
    }
    entries.remove(change.path());
    entries.keySet().removeIf(path -> path.startsWith(change.path() + "/"));
    Entry gone = at(now, now.path(), journal.nextRevision());
    journal.write(DeltaAction.REMOVED, gone, null);
    return result(200, gone, null);
  }

  private CommitResult move(CommitEntry change) {
    String from = Objects.requireNonNull(change.from());
    Entry now = entries.get(from);
    String parent = parent(change.path());
    Entry folder = entries.get(parent);
    if (now == null
        || !now.rev().equals(change.parentRev())
        || entries.containsKey(change.path())
        || (!parent.isEmpty() && folder == null && now.kind() == Kind.FOLDER)
        || (change.path() + "/").startsWith(from + "/")
        || makeFolder(parent) != null) {
      return result(409, now, "conflict");
    }
    Entry moved = at(now, change.path(), journal.nextRevision());
    entries.remove(from);
    entries.put(change.path(), moved);
    for (Entry below : List.copyOf(entries.tailMap(from + "/").values())) {
      if (!below.path().startsWith(from + "/")) {
        break;
      }
      entries.remove(below.path());
      String path = change.path() + below.path().substring(from.length());
      entries.put(path, at(below, path, below.rev()));
    }
    journal.write(DeltaAction.MOVED, moved, from);
    return result(200, moved, null);
  }

  private static CommitResult result(int status, @Nullable Entry entry, @Nullable String code) {
    return new CommitResult(
        status,
        status == 200 && entry != null ? entry.rev() : null,
        status == 200 && entry != null ? entry.id() : null,
        null,
        code,
        code,
        status == 409 ? entry : null,
        null);
  }

  private static Entry at(Entry entry, String path, String rev) {
    return new Entry(
        path,
        entry.id(),
        rev,
        entry.kind(),
        entry.size(),
        entry.mtime(),
        entry.executable(),
        entry.blockList(),
        entry.target());
  }

  private static boolean sameContent(Entry a, Entry b) {
    return a.kind() == b.kind()
        && Objects.equals(a.blockList(), b.blockList())
        && Objects.equals(a.target(), b.target())
        && a.executable() == b.executable()
        && Objects.equals(a.mtime(), b.mtime());
  }

  private static boolean absent(@Nullable String rev) {
    return rev == null || rev.isEmpty() || rev.equals("0");
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }
}
