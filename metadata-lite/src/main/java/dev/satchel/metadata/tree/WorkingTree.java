package dev.satchel.metadata.tree;

import dev.satchel.contract.DeltaAction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tree in the middle of a commit: the stored one with the changes so far laid over it. Each
 * change is one journal row; what is written to the tree's table in the end is the last state of
 * each entry.
 */
public final class WorkingTree {

  private final NodeSource source;
  private final Map<ChildKey, Optional<Node>> overlay = new HashMap<>();
  private final Set<Long> madeHere = new HashSet<>();
  private final List<JournalRow> rows = new ArrayList<>();
  private final Map<Long, NodeState> states = new LinkedHashMap<>();
  private final List<Long> removedFolders = new ArrayList<>();
  private long headJid;
  private long grownBytes;

  /** The stored tree whose journal ends at {@code headJid}. */
  public WorkingTree(NodeSource source, long headJid) {
    this.source = source;
    this.headJid = headJid;
  }

  /** What is at the path. */
  public @Nullable Node find(TreePath path) {
    Node node = Node.ROOT;
    for (String name : path.names()) {
      Node child = node.isFolder() ? child(node.id(), name) : null;
      if (child == null) {
        return null;
      }
      node = child;
    }
    return node;
  }

  /** The path of the deepest thing on the way to {@code path} that is there. */
  public TreePath deepestExisting(TreePath path) {
    Node node = Node.ROOT;
    for (int depth = 0; depth < path.names().size(); depth++) {
      Node child = node.isFolder() ? child(node.id(), path.names().get(depth)) : null;
      if (child == null) {
        return path.prefix(depth);
      }
      node = child;
    }
    return path;
  }

  /** The newest jid of the entry and, where it is a folder, of what lives in it. */
  long newestJidWithin(Node node) {
    return node.isFolder() && !madeHere.contains(node.id())
        ? Math.max(node.jid(), source.newestJidWithin(node.id()))
        : node.jid();
  }

  /** The folder at the path, made where it is missing; nothing on the way may be a file. */
  public Node folderAt(TreePath path) {
    Node node = Node.ROOT;
    for (int depth = 0; depth < path.names().size(); depth++) {
      Node child = child(node.id(), path.names().get(depth));
      node = child == null ? add(node, path.prefix(depth + 1), Content.FOLDER) : child;
    }
    return node;
  }

  /** A new entry. */
  public Node add(Node folder, TreePath path, Content content) {
    long jid = nextJid();
    Node node = new Node(jid, folder.id(), path.name(), jid, content, null);
    madeHere.add(jid);
    place(node, Placement.NEW);
    log(node, DeltaAction.ADDED, path.text(), null);
    grownBytes += content.sizeBytes();
    return node;
  }

  /** Brings an entry back that was removed, or went with a folder that was. */
  public Node revive(Node dead, Node folder, TreePath path, Content content) {
    Node node = new Node(dead.id(), folder.id(), path.name(), nextJid(), content, null);
    place(node, Placement.MOVED);
    log(node, DeltaAction.ADDED, path.text(), null);
    grownBytes += content.sizeBytes();
    return node;
  }

  /** Lists an entry again that comes back with the folder above it. */
  public void relist(Node gone, String path) {
    Node node = new Node(gone.id(), gone.parentId(), gone.name(), nextJid(), gone.content(), null);
    place(node, Placement.KEPT);
    log(node, DeltaAction.ADDED, path, null);
    grownBytes += node.content().sizeBytes();
  }

  /** A new version of an entry. */
  public Node change(Node old, TreePath path, Content content) {
    Node node = new Node(old.id(), old.parentId(), old.name(), nextJid(), content, null);
    place(node, placementOf(old));
    log(node, DeltaAction.CHANGED, path.text(), null);
    grownBytes += content.sizeBytes() - old.content().sizeBytes();
    return node;
  }

  /** The entry in another place, with all that it holds. */
  Node move(Node old, TreePath from, Node folder, TreePath to) {
    overlay.put(keyOf(old), Optional.empty());
    Node node = new Node(old.id(), folder.id(), to.name(), nextJid(), old.content(), from.text());
    place(node, madeHere.contains(old.id()) ? Placement.NEW : Placement.MOVED);
    log(node, DeltaAction.MOVED, to.text(), from.text());
    return node;
  }

  /** Takes the entry away, with all that it holds. The state keeps its last content's jid. */
  long remove(Node node, TreePath path) {
    long jid = nextJid();
    overlay.put(keyOf(node), Optional.empty());
    states.put(node.id(), new NodeState(node, jid, placementOf(node)));
    rows.add(
        new JournalRow(
            jid,
            node.id(),
            DeltaAction.REMOVED,
            path.text(),
            null,
            Content.gone(node.content().kind())));
    grownBytes -= node.content().sizeBytes();
    if (node.isFolder()) {
      removedFolders.add(node.id());
    }
    return jid;
  }

  /** What the namespace uses more than before, not counting the contents of removed folders. */
  long grownBytes() {
    return grownBytes;
  }

  /** All changes so far. */
  public CommitPlan plan() {
    return new CommitPlan(
        List.copyOf(rows), List.copyOf(states.values()), List.copyOf(removedFolders), grownBytes);
  }

  private @Nullable Node child(long parentId, String name) {
    ChildKey key = new ChildKey(parentId, name);
    Optional<Node> known = overlay.get(key);
    if (known != null) {
      return known.orElse(null);
    }
    return madeHere.contains(parentId) ? null : source.child(key);
  }

  private void place(Node node, Placement placement) {
    overlay.put(keyOf(node), Optional.of(node));
    states.put(node.id(), new NodeState(node, 0, placement));
  }

  private void log(Node node, DeltaAction action, String path, @Nullable String from) {
    rows.add(new JournalRow(node.jid(), node.id(), action, path, from, node.content()));
  }

  private Placement placementOf(Node node) {
    NodeState before = states.get(node.id());
    return before == null ? Placement.KEPT : before.placement();
  }

  private long nextJid() {
    return ++headJid;
  }

  private static ChildKey keyOf(Node node) {
    return new ChildKey(node.parentId(), node.name());
  }
}
