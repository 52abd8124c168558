package dev.satchel.client.engine;

import dev.satchel.client.remote.Server;
import dev.satchel.client.remote.ServerException;
import dev.satchel.contract.BlockHash;
import dev.satchel.contract.ChangeKind;
import dev.satchel.contract.CommitAnswer;
import dev.satchel.contract.CommitEntry;
import dev.satchel.contract.CommitResult;
import dev.satchel.contract.DeltaAction;
import dev.satchel.contract.DeltaEntry;
import dev.satchel.contract.DeltaPage;
import dev.satchel.contract.Entry;
import dev.satchel.contract.Kind;
import dev.satchel.contract.ListPage;
import dev.satchel.contract.NotifyAnswer;
import dev.satchel.contract.Problem;
import dev.satchel.contract.ProblemCode;
import dev.satchel.contract.VersionList;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A server in memory that is as strict as the contract: every change names the revision it was made
 * on, every block has to be there first, the journal says what happened in order.
 */
public final class FakeServer implements Server {

  private final TreeMap<String, Entry> tree = new TreeMap<>();
  private final List<DeltaEntry> journal = new ArrayList<>();
  private final Map<BlockHash, byte[]> blocks = new HashMap<>();
  private final Map<String, CommitAnswer> answers = new HashMap<>();
  private final Set<List<BlockHash>> history = new HashSet<>();
  private int nextId = 1;
  private int commits;
  private int cutAfterCommits = -1;
  private boolean reachable = true;
  private long putBytes;
  private long gotBytes;

  synchronized Map<String, Entry> tree() {
    return new TreeMap<>(tree);
  }

  synchronized String idOf(String path) {
    return Objects.requireNonNull(tree.get(path), path).id();
  }

  synchronized int journalLength() {
    return journal.size();
  }

  synchronized long putBytes() {
    return putBytes;
  }

  synchronized long gotBytes() {
    return gotBytes;
  }

  synchronized int commits() {
    return commits;
  }

  /** Whether some version of some file once had these blocks. */
  synchronized boolean hasInHistory(List<BlockHash> blockList) {
    return history.contains(blockList);
  }

  synchronized void setReachable(boolean newReachable) {
    reachable = newReachable;
    notifyAll();
  }

  /** The answer to the commit after so many more is lost on its way. */
  synchronized void loseAnswerAfter(int moreCommits) {
    cutAfterCommits = moreCommits;
  }

  @Override
  public synchronized CommitAnswer commit(List<CommitEntry> entries, String idempotencyKey)
      throws ServerException {
    requireReachable();
    CommitAnswer known = answers.get(idempotencyKey);
    if (known != null) {
      return known;
    }
    if (entries.size() > 1_000) {
      throw refused(ProblemCode.TOO_MANY);
    }
    List<CommitResult> results = entries.stream().map(this::commitOne).toList();
    CommitAnswer answer = new CommitAnswer(results, cursor(journal.size()));
    answers.put(idempotencyKey, answer);
    commits++;
    notifyAll();
    if (cutAfterCommits-- == 0) {
      throw new ServerException.Unreachable("the answer was lost", true, null);
    }
    return answer;
  }

  private CommitResult commitOne(CommitEntry entry) {
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
    if (list != null && !blocks.keySet().containsAll(list)) {
      return result(422, null, "need-blocks");
    }
    String parent = parent(change.path());
    Entry folder = tree.get(parent);
    if (!parent.isEmpty() && (folder == null || folder.kind() != Kind.FOLDER)) {
      return result(409, folder, "conflict");
    }
    Entry now = tree.get(change.path());
    Entry wanted =
        new Entry(
            change.path(),
            now == null ? "id" + nextId++ : now.id(),
            "r" + (journal.size() + 1),
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
    tree.put(change.path(), wanted);
    if (list != null) {
      history.add(list);
    }
    write(now == null ? DeltaAction.ADDED : DeltaAction.CHANGED, wanted, null);
    return result(200, wanted, null);
  }

  private CommitResult delete(CommitEntry change) {
    Entry now = tree.get(change.path());
    if (now == null) {
      return new CommitResult(200, null, null, null, null, null, null, null);
    }
    if (!isMadeOn(Objects.requireNonNull(change.parentRev()), now)) {
      return result(409, now, "conflict");
    }
    tree.remove(change.path());
    tree.keySet().removeIf(path -> path.startsWith(change.path() + "/"));
    Entry gone = at(now, now.path(), "r" + (journal.size() + 1));
    write(DeltaAction.REMOVED, gone, null);
    return result(200, gone, null);
  }

  /** A cursor covers all of a folder, as far as the journal had gone. */
  private boolean isMadeOn(String parentRev, Entry now) {
    if (!parentRev.startsWith("c")) {
      return now.rev().equals(parentRev);
    }
    int known = Integer.parseInt(parentRev.substring(1));
    return journal.subList(known, journal.size()).stream()
        .noneMatch(row -> (row.path() + "/").startsWith(now.path() + "/"));
  }

  private CommitResult move(CommitEntry change) {
    String from = Objects.requireNonNull(change.from());
    Entry now = tree.get(from);
    String parent = parent(change.path());
    Entry folder = tree.get(parent);
    if (now == null
        || !now.rev().equals(change.parentRev())
        || tree.containsKey(change.path())
        || !parent.isEmpty() && (folder == null || folder.kind() != Kind.FOLDER)
        || (change.path() + "/").startsWith(from + "/")) {
      return result(409, now, "conflict");
    }
    Entry moved = at(now, change.path(), "r" + (journal.size() + 1));
    tree.remove(from);
    tree.put(change.path(), moved);
    for (Entry below : List.copyOf(tree.tailMap(from + "/").values())) {
      if (!below.path().startsWith(from + "/")) {
        break;
      }
      tree.remove(below.path());
      String path = change.path() + below.path().substring(from.length());
      tree.put(path, at(below, path, below.rev()));
    }
    write(DeltaAction.MOVED, moved, from);
    return result(200, moved, null);
  }

  private void write(DeltaAction action, Entry entry, @Nullable String from) {
    journal.add(delta(action, entry, from));
  }

  private static DeltaEntry delta(DeltaAction action, Entry entry, @Nullable String from) {
    return new DeltaEntry(
        entry.path(),
        entry.id(),
        entry.rev(),
        action,
        from,
        entry.kind(),
        entry.size(),
        entry.mtime(),
        entry.executable(),
        entry.blockList(),
        entry.target());
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

  private static String cursor(int position) {
    return "c" + position;
  }

  @Override
  public synchronized DeltaPage delta(@Nullable String cursor, int limit) throws ServerException {
    requireReachable();
    if (cursor == null) {
      List<DeltaEntry> all =
          tree.values().stream().map(e -> delta(DeltaAction.ADDED, e, null)).toList();
      return new DeltaPage(all, cursor(journal.size()), false, true);
    }
    int from = Integer.parseInt(cursor.substring(1));
    int to = Math.min(journal.size(), from + limit);
    return new DeltaPage(
        List.copyOf(journal.subList(from, to)), cursor(to), to < journal.size(), false);
  }

  @Override
  public synchronized NotifyAnswer subscribe(String cursor, Duration timeout)
      throws ServerException {
    requireReachable();
    long until = System.nanoTime() + timeout.toNanos();
    try {
      while (cursor.equals(cursor(journal.size())) && reachable) {
        long left = (until - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return new NotifyAnswer(false, null);
        }
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException.Unreachable("interrupted", true, e);
    }
    requireReachable();
    return new NotifyAnswer(true, null);
  }

  @Override
  public VersionList versions(String path) {
    throw new UnsupportedOperationException("the engine does not ask this");
  }

  @Override
  public CommitResult restore(String path, String rev) {
    throw new UnsupportedOperationException("the engine does not ask this");
  }

  @Override
  public ListPage list(String path, boolean recursive, @Nullable String cursor, int limit) {
    throw new UnsupportedOperationException("the engine does not ask this");
  }

  @Override
  public synchronized Optional<Entry> entry(String path, @Nullable String rev) {
    return Optional.ofNullable(tree.get(path));
  }

  @Override
  public synchronized Set<BlockHash> check(Collection<BlockHash> hashes) throws ServerException {
    requireReachable();
    Set<BlockHash> missing = new LinkedHashSet<>(hashes);
    missing.removeAll(blocks.keySet());
    return missing;
  }

  @Override
  public void put(BlockHash hash, ByteBuffer bytes) throws ServerException {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    synchronized (this) {
      requireReachable();
      blocks.put(hash, copy);
      putBytes += copy.length;
    }
  }

  @Override
  public synchronized void get(BlockHash hash, ByteBuffer into) throws ServerException {
    requireReachable();
    byte[] bytes = blocks.get(hash);
    if (bytes == null) {
      throw refused(ProblemCode.UNKNOWN_BLOCK);
    }
    into.put(bytes);
    gotBytes += bytes.length;
  }

  private void requireReachable() throws ServerException {
    if (!reachable) {
      throw new ServerException.Unreachable("the network is cut", false, null);
    }
  }

  private static ServerException refused(ProblemCode code) {
    return new ServerException.Refused(
        new Problem(
            "about:blank", code.title(), code.status(), code.text(), null, null, null, null),
        Duration.ZERO);
  }
}
