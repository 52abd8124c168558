package dev.satchel.frontend.tree;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.ChangeKind;
import dev.satchel.contract.CommitAnswer;
import dev.satchel.contract.CommitEntry;
import dev.satchel.contract.CommitResult;
import dev.satchel.contract.ProblemCode;
import dev.satchel.metadata.BlockReferences;
import dev.satchel.metadata.Caller;
import dev.satchel.metadata.Commits;
import dev.satchel.metadata.Deltas;
import dev.satchel.volume.store.BlockStore;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Commits against metadata and store together: the blocks are touched in the store first, so that
 * no collection that began earlier takes them, and an entry whose blocks are not stored, or do not
 * add up to its size, is not committed.
 */
public final class Committer {
  /** The store looks blocks up in groups; larger ones hold its database for too long. */
  private static final int TOUCH_GROUP = 5_000;

  private final Commits commits;
  private final Deltas deltas;
  private final BlockReferences references;
  private final BlockStore store;

  public Committer(Commits commits, Deltas deltas, BlockReferences references, BlockStore store) {
    this.commits = commits;
    this.deltas = deltas;
    this.references = references;
    this.store = store;
  }

  CommitAnswer commit(
      Caller caller, List<CommitEntry> entries, boolean atomic, @Nullable String key) {
    Map<Integer, CommitResult> refused = refusals(caller, entries, touch(entries));
    if (refused.isEmpty()) {
      return commits.commit(caller, entries, atomic, key);
    }
    return atomic
        ? new CommitAnswer(refuseAll(entries, refused), deltas.head(caller))
        : commitRest(caller, entries, refused, key);
  }

  /** The lengths of the entries' blocks that are stored. */
  private Map<BlockHash, Integer> touch(List<CommitEntry> entries) {
    Set<BlockHash> all = new LinkedHashSet<>();
    for (CommitEntry entry : entries) {
      all.addAll(blocks(entry));
    }
    List<BlockHash> blocks = List.copyOf(all);
    Map<BlockHash, Integer> lengths = new HashMap<>();
    for (int i = 0; i < blocks.size(); i += TOUCH_GROUP) {
      lengths.putAll(store.touch(blocks.subList(i, Math.min(blocks.size(), i + TOUCH_GROUP))));
    }
    return lengths;
  }

  /** What is refused for the sake of its blocks, by position. */
  private Map<Integer, CommitResult> refusals(
      Caller caller, List<CommitEntry> entries, Map<BlockHash, Integer> lengths) {
    Map<Integer, CommitResult> refused = new HashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      CommitResult refusal = refusal(caller, entries.get(i), lengths);
      if (refusal != null) {
        refused.put(i, refusal);
      }
    }
    return refused;
  }

  private @Nullable CommitResult refusal(
      Caller caller, CommitEntry entry, Map<BlockHash, Integer> lengths) {
    long storedBytes = 0;
    Set<BlockHash> lost = new HashSet<>();
    for (BlockHash block : blocks(entry)) {
      Integer length = lengths.get(block);
      if (length == null) {
        lost.add(block);
      } else {
        storedBytes += length;
      }
    }
    boolean fits = !isFile(entry) || storedBytes == entry.size();
    if (lost.isEmpty() && fits) {
      return null;
    }
    // Of blocks that the caller does not hold nothing is told, their lengths neither.
    List<BlockHash> missing = toSend(caller, entry, lost);
    return missing.isEmpty()
        ? refusal(
            ProblemCode.INVALID,
            "the blocks hold %d bytes, not %d".formatted(storedBytes, entry.size()),
            null)
        : refusal(ProblemCode.NEED_BLOCKS, ProblemCode.NEED_BLOCKS.title(), missing);
  }

  private static List<CommitResult> refuseAll(
      List<CommitEntry> entries, Map<Integer, CommitResult> refused) {
    CommitResult notDone = refusal(ProblemCode.NOT_DONE, ProblemCode.NOT_DONE.title(), null);
    return IntStream.range(0, entries.size())
        .mapToObj(i -> refused.getOrDefault(i, notDone))
        .toList();
  }

  private CommitAnswer commitRest(
      Caller caller,
      List<CommitEntry> entries,
      Map<Integer, CommitResult> refused,
      @Nullable String key) {
    List<Integer> positions =
        IntStream.range(0, entries.size()).filter(i -> !refused.containsKey(i)).boxed().toList();
    List<CommitEntry> rest = positions.stream().map(entries::get).toList();
    // The key stands for these entries only: a retry that can commit more must not get their
    // answer.
    String restKey = key == null ? null : key + "/" + Integer.toHexString(positions.hashCode());
    CommitAnswer answer =
        rest.isEmpty()
            ? new CommitAnswer(List.of(), deltas.head(caller))
            : commits.commit(caller, rest, false, restKey);
    Map<Integer, CommitResult> results = new HashMap<>(refused);
    for (int i = 0; i < positions.size(); i++) {
      results.put(positions.get(i), answer.results().get(i));
    }
    return new CommitAnswer(
        IntStream.range(0, entries.size()).mapToObj(results::get).toList(), answer.cursor());
  }

  private List<BlockHash> toSend(Caller caller, CommitEntry entry, Set<BlockHash> lost) {
    Set<BlockHash> missing = new LinkedHashSet<>(blocks(entry));
    Set<BlockHash> toSend = new HashSet<>(references.notHeld(caller, missing));
    toSend.addAll(lost);
    missing.retainAll(toSend);
    return List.copyOf(missing);
  }

  private static CommitResult refusal(
      ProblemCode code, String detail, @Nullable List<BlockHash> missing) {
    return new CommitResult(code.status(), null, null, null, code.text(), detail, null, missing);
  }

  private static boolean isFile(CommitEntry entry) {
    return entry.kind() == null || entry.kind() == ChangeKind.FILE;
  }

  private static List<BlockHash> blocks(CommitEntry entry) {
    return entry.blockList() == null ? List.of() : entry.blockList();
  }
}
