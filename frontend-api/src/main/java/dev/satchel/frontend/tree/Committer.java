package dev.satchel.frontend.tree;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.CommitAnswer;
import dev.satchel.contract.CommitEntry;
import dev.satchel.contract.CommitResult;
import dev.satchel.contract.ProblemCode;
import dev.satchel.metadata.BlockReferences;
import dev.satchel.metadata.Caller;
import dev.satchel.metadata.Commits;
import dev.satchel.metadata.Deltas;
import dev.satchel.volume.store.BlockStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Commits against metadata and store together: the blocks are touched in the store first, so that
 * no collection that began earlier takes them, and an entry whose blocks are not stored is not
 * committed.
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
    Set<BlockHash> lost = touch(entries);
    if (lost.isEmpty() || entries.stream().noneMatch(entry -> refersTo(entry, lost))) {
      return commits.commit(caller, entries, atomic, key);
    }
    return atomic
        ? new CommitAnswer(refuseAll(caller, entries, lost), deltas.head(caller))
        : commitRest(caller, entries, lost, key);
  }

  private Set<BlockHash> touch(List<CommitEntry> entries) {
    Set<BlockHash> all = new LinkedHashSet<>();
    for (CommitEntry entry : entries) {
      all.addAll(blocks(entry));
    }
    List<BlockHash> blocks = List.copyOf(all);
    Set<BlockHash> lost = new HashSet<>();
    for (int i = 0; i < blocks.size(); i += TOUCH_GROUP) {
      lost.addAll(store.touch(blocks.subList(i, Math.min(blocks.size(), i + TOUCH_GROUP))));
    }
    return lost;
  }

  private List<CommitResult> refuseAll(
      Caller caller, List<CommitEntry> entries, Set<BlockHash> lost) {
    List<CommitResult> results = new ArrayList<>();
    for (CommitEntry entry : entries) {
      results.add(
          refersTo(entry, lost)
              ? needBlocks(caller, entry, lost)
              : refusal(ProblemCode.NOT_DONE, null));
    }
    return results;
  }

  private CommitAnswer commitRest(
      Caller caller, List<CommitEntry> entries, Set<BlockHash> lost, @Nullable String key) {
    List<CommitEntry> rest = new ArrayList<>();
    List<Integer> positions = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      if (!refersTo(entries.get(i), lost)) {
        rest.add(entries.get(i));
        positions.add(i);
      }
    }
    // The key stands for these entries only: a retry that can commit more must not get their
    // answer.
    String restKey = key == null ? null : key + "/" + Integer.toHexString(positions.hashCode());
    CommitAnswer answer =
        rest.isEmpty()
            ? new CommitAnswer(List.of(), deltas.head(caller))
            : commits.commit(caller, rest, false, restKey);
    List<CommitResult> results = new ArrayList<>();
    int next = 0;
    for (CommitEntry entry : entries) {
      results.add(
          refersTo(entry, lost) ? needBlocks(caller, entry, lost) : answer.results().get(next++));
    }
    return new CommitAnswer(results, answer.cursor());
  }

  private CommitResult needBlocks(Caller caller, CommitEntry entry, Set<BlockHash> lost) {
    Set<BlockHash> missing = new LinkedHashSet<>(blocks(entry));
    Set<BlockHash> toSend = new HashSet<>(references.notHeld(caller, missing));
    toSend.addAll(lost);
    missing.retainAll(toSend);
    return refusal(ProblemCode.NEED_BLOCKS, List.copyOf(missing));
  }

  private static CommitResult refusal(ProblemCode code, @Nullable List<BlockHash> missing) {
    return new CommitResult(
        code.status(), null, null, null, code.text(), code.title(), null, missing);
  }

  private static boolean refersTo(CommitEntry entry, Set<BlockHash> lost) {
    return blocks(entry).stream().anyMatch(lost::contains);
  }

  private static List<BlockHash> blocks(CommitEntry entry) {
    return entry.blockList() == null ? List.of() : entry.blockList();
  }
}
