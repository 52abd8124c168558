package dev.satchel.metadata;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.CommitAnswer;
import dev.satchel.contract.CommitEntry;
import dev.satchel.contract.ProblemCode;
import dev.satchel.metadata.store.AnswerTable;
import dev.satchel.metadata.store.CommitWriter;
import dev.satchel.metadata.store.NamespaceTable;
import dev.satchel.metadata.store.NodeTable;
import dev.satchel.metadata.store.StoredNodes;
import dev.satchel.metadata.tree.CheckedEntry;
import dev.satchel.metadata.tree.CommitPlan;
import dev.satchel.metadata.tree.CommitPlanner;
import dev.satchel.metadata.tree.EntryCheck;
import dev.satchel.metadata.tree.EntryOutcome;
import dev.satchel.metadata.tree.Namespace;
import dev.satchel.metadata.tree.TouchedPaths;
import dev.satchel.metadata.tree.TreePath;
import dev.satchel.metadata.tree.WorkingTree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** One commit: read what it touches, decide, write. */
final class CommitRun {

  private static final EntryOutcome NOT_DONE =
      new EntryOutcome.Refused(
          ProblemCode.NOT_DONE, "another entry of this atomic commit was refused");

  private final Caller caller;
  private final List<CheckedEntry> entries;
  private final boolean atomic;
  private final MetadataConfig config;
  private final Records records;
  private @Nullable NamespaceChange change;

  CommitRun(Caller caller, List<CommitEntry> entries, boolean atomic, MetadataConfig config) {
    this.caller = caller;
    this.entries = entries.stream().map(EntryCheck::check).toList();
    this.atomic = atomic;
    this.config = config;
    this.records = new Records(caller.rootNamespace());
  }

  /** Runs in the handle's transaction. */
  CommitAnswer in(Handle handle, @Nullable AnswerKey key) {
    Namespace namespace = new NamespaceTable(handle).lock(caller.rootNamespace());
    AnswerTable answers = new AnswerTable(handle);
    Optional<CommitAnswer> earlier = key == null ? Optional.empty() : key.recall(answers);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    Instant now = config.clock().instant();
    WorkingTree tree = new WorkingTree(storedNodes(handle), namespace.headJid());
    CommitPlanner planner = new CommitPlanner(namespace, tree, notHeld(handle, now));
    List<EntryOutcome> outcomes = entries.stream().map(planner::plan).toList();
    boolean stands = !atomic || outcomes.stream().allMatch(EntryOutcome::succeeded);
    CommitPlan plan = tree.plan();
    if (!stands || plan.isEmpty()) {
      return answer(stands ? outcomes : withoutSuccesses(outcomes), namespace.headJid());
    }
    new CommitWriter(handle, namespace.id(), caller.deviceName(), now).write(plan);
    change = new NamespaceChange(namespace.id(), plan.rows().getLast().jid());
    CommitAnswer answer = answer(outcomes, change.jid());
    if (key != null) {
      key.remember(answers, answer, now);
    }
    return answer;
  }

  /** What to tell listeners once the transaction stands. */
  Optional<NamespaceChange> change() {
    return Optional.ofNullable(change);
  }

  private StoredNodes storedNodes(Handle handle) {
    StoredNodes stored = new StoredNodes(new NodeTable(handle, caller.rootNamespace()));
    stored.prefetch(TouchedPaths.of(entries));
    List<TreePath> wholeFolders = new ArrayList<>();
    for (CheckedEntry entry : entries) {
      if (entry instanceof CheckedEntry.Remove remove && isCursor(remove.parentRev())) {
        wholeFolders.add(remove.path());
      }
    }
    stored.prefetchNewestJids(wholeFolders);
    return stored;
  }

  private static boolean isCursor(String parentRev) {
    return parentRev.indexOf('.') >= 0;
  }

  private Set<BlockHash> notHeld(Handle handle, Instant now) {
    Set<BlockHash> named = new HashSet<>();
    for (CheckedEntry entry : entries) {
      if (entry instanceof CheckedEntry.Put put) {
        named.addAll(put.content().blocks().toList());
      }
    }
    return new Possession(handle, caller, now.minus(config.grace())).notHeld(named);
  }

  private CommitAnswer answer(List<EntryOutcome> outcomes, long headJid) {
    return new CommitAnswer(
        outcomes.stream().map(outcome -> records.result(outcome, headJid)).toList(),
        records.cursor(headJid));
  }

  private static List<EntryOutcome> withoutSuccesses(List<EntryOutcome> outcomes) {
    return outcomes.stream().map(outcome -> outcome.succeeded() ? NOT_DONE : outcome).toList();
  }
}
