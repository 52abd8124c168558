package dev.satchel.client.engine;

import dev.satchel.client.remote.Server;
import dev.satchel.client.remote.ServerException;
import dev.satchel.contract.BlockHash;
import dev.satchel.contract.CommitAnswer;
import dev.satchel.contract.CommitEntry;
import dev.satchel.contract.CommitResult;
import dev.satchel.contract.DeltaPage;
import dev.satchel.contract.Entry;
import dev.satchel.contract.ListPage;
import dev.satchel.contract.NotifyAnswer;
import dev.satchel.contract.Problem;
import dev.satchel.contract.ProblemCode;
import dev.satchel.contract.VersionList;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A server in memory that is as strict as the contract: every change names the revision it was made
 * on, every block has to be there first, the journal says what happened in order.
 */
public final class FakeServer implements Server {

  private final Map<BlockHash, byte[]> blocks = new HashMap<>();
  private final FakeJournal journal = new FakeJournal();
  private final FakeTree tree = new FakeTree(blocks.keySet(), journal);
  private final Map<String, CommitAnswer> answers = new HashMap<>();
  private int commits;
  private int cutAfterCommits = -1;
  private boolean reachable = true;
  private long putBytes;
  private long gotBytes;

  synchronized Map<String, Entry> tree() {
    return tree.entries();
  }

  synchronized String idOf(String path) {
    return Objects.requireNonNull(tree.entry(path), path).id();
  }

  synchronized int journalLength() {
    return journal.length();
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
    return tree.hasInHistory(blockList);
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
    List<CommitResult> results = entries.stream().map(tree::commit).toList();
    CommitAnswer answer = new CommitAnswer(results, journal.cursor());
    answers.put(idempotencyKey, answer);
    commits++;
    notifyAll();
    if (cutAfterCommits-- == 0) {
      throw new ServerException.Unreachable("the answer was lost", true, null);
    }
    return answer;
  }

  @Override
  public synchronized DeltaPage delta(@Nullable String cursor, int limit) throws ServerException {
    requireReachable();
    return cursor == null ? journal.reset(tree.entries().values()) : journal.page(cursor, limit);
  }

  @Override
  public synchronized NotifyAnswer subscribe(String cursor, Duration timeout)
      throws ServerException {
    requireReachable();
    long until = System.nanoTime() + timeout.toNanos();
    try {
      while (cursor.equals(journal.cursor()) && reachable) {
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
    return Optional.ofNullable(tree.entry(path));
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
