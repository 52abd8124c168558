package dev.satchel.metadata;

import dev.satchel.contract.CommitResult;
import dev.satchel.contract.Limits;
import dev.satchel.contract.ProblemCode;
import dev.satchel.metadata.History.Tenant;
import dev.satchel.metadata.store.CommitWriter;
import dev.satchel.metadata.store.JournalTable.Signed;
import dev.satchel.metadata.store.NamespaceTable;
import dev.satchel.metadata.store.NodeTable;
import dev.satchel.metadata.store.StoredNodes;
import dev.satchel.metadata.tree.CommitPlan;
import dev.satchel.metadata.tree.Content;
import dev.satchel.metadata.tree.EntryOutcome;
import dev.satchel.metadata.tree.Namespace;
import dev.satchel.metadata.tree.Node;
import dev.satchel.metadata.tree.Rev;
import dev.satchel.metadata.tree.TreePath;
import dev.satchel.metadata.tree.TreeWalk;
import dev.satchel.metadata.tree.WorkingTree;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** One restore: find what the revision stands for, decide, write. */
final class RestoreRun {

  private final Caller caller;
  private final TreePath path;
  private final Instant now;
  private @Nullable NamespaceChange change;

  RestoreRun(Caller caller, TreePath path, Instant now) {
    this.caller = caller;
    this.path = path;
    this.now = now;
  }

  /**
   * What a revision stands for.
   *
   * @param dead the entry to bring back; null if it lives, here or elsewhere
   */
  private record Lost(Content content, @Nullable Node dead) {}

  /** Runs in the handle's transaction. */
  CommitResult in(Handle handle, Rev rev) {
    Namespace namespace = new NamespaceTable(handle).lock(caller.rootNamespace());
    NodeTable nodes = new NodeTable(handle, namespace.id());
    Lost lost = find(new History(handle, caller), nodes, rev);
    WorkingTree tree = new WorkingTree(new StoredNodes(nodes), namespace.headJid());
    EntryOutcome outcome = decide(namespace, tree, nodes, lost);
    CommitWriter writer = new CommitWriter(handle, namespace.id(), caller.deviceName(), now);
    long headJid = write(writer, tree.plan(), namespace.headJid());
    if (headJid > namespace.headJid()) {
      if (lost.dead() != null && lost.content().isFolder()) {
        headJid = relist(writer, nodes, lost.dead().id(), headJid);
      }
      change = new NamespaceChange(namespace.id(), headJid);
    }
    return new Records(namespace.id()).result(outcome, headJid);
  }

  /** What to tell listeners once the transaction stands. */
  Optional<NamespaceChange> change() {
    return Optional.ofNullable(change);
  }

  private Lost find(History history, NodeTable nodes, Rev rev) {
    Signed version = history.version(path, rev).orElseThrow(() -> Requests.notFound(path));
    long jid = version.row().jid();
    boolean removal = History.isRemoval(version);
    Optional<Tenant> tenant =
        history.tenants(path).stream()
            .filter(one -> removal ? one.removedBy() == jid : one.id() == version.row().entryId())
            .findFirst();
    Optional<Node> dead =
        tenant
            .filter(Tenant::isDead)
            .flatMap(one -> nodes.byId(List.of(one.id())).stream().findFirst());
    if (!removal) {
      return new Lost(version.row().content(), dead.orElse(null));
    }
    Node removed = dead.orElseThrow(() -> Requests.notFound(path));
    return new Lost(removed.content(), removed);
  }

  private EntryOutcome decide(Namespace namespace, WorkingTree tree, NodeTable nodes, Lost lost) {
    Node living = tree.find(path);
    if (living != null) {
      return putBackOver(tree, living, lost.content());
    }
    TreePath reached = tree.deepestExisting(path);
    Node above = tree.find(reached);
    if (above != null && !above.isFolder()) {
      return new EntryOutcome.Conflict(reached + " is not a folder", reached, above);
    }
    long growth =
        lost.content().sizeBytes()
            + (lost.dead() == null ? 0 : nodes.bytesBeneath(List.of(lost.dead().id())));
    if (growth > 0 && growth > namespace.quotaBytes() - namespace.usedBytes()) {
      return new EntryOutcome.Refused(ProblemCode.OVER_QUOTA, "the account has no room for it");
    }
    Node folder = tree.folderAt(path.parent());
    Node back =
        lost.dead() == null
            ? tree.add(folder, path, lost.content())
            : tree.revive(lost.dead(), folder, path, lost.content());
    return new EntryOutcome.Done(back.id(), back.jid());
  }

  private EntryOutcome putBackOver(WorkingTree tree, Node living, Content content) {
    if (living.isFolder() != content.isFolder()) {
      return new EntryOutcome.Conflict("something else is at " + path + " now", path, living);
    }
    Node back =
        living.isFolder() || living.content().equals(content)
            ? living
            : tree.change(living, path, content);
    return new EntryOutcome.Done(back.id(), back.jid());
  }

  /**
   * A folder that comes back is news to everybody with all it holds: unlike a move, nobody has its
   * children. They are listed one by one, in pages, so that memory stays bounded.
   */
  private long relist(CommitWriter writer, NodeTable nodes, long folderId, long startJid) {
    TreeWalk walk = new TreeWalk(nodes::childrenAfter, true);
    walk.enter(folderId, path.text(), "");
    long headJid = startJid;
    while (true) {
      List<TreeWalk.Located> page = walk.next(Limits.MAX_ENTRIES);
      if (page.isEmpty()) {
        return headJid;
      }
      WorkingTree tree = new WorkingTree(new StoredNodes(nodes), headJid);
      page.forEach(at -> tree.relist(at.node(), at.path()));
      headJid = write(writer, tree.plan(), headJid);
    }
  }

  private static long write(CommitWriter writer, CommitPlan plan, long headJid) {
    writer.write(plan);
    return plan.isEmpty() ? headJid : plan.rows().getLast().jid();
  }
}
