package dev.satchel.metadata.store;

import dev.satchel.metadata.tree.ChildKey;
import dev.satchel.metadata.tree.Node;
import dev.satchel.metadata.tree.NodeSource;
import dev.satchel.metadata.tree.TreePath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The stored tree for a commit. What the commit names is read together beforehand, with one
 * statement for each level of the deepest path; the rest one by one.
 */
public final class StoredNodes implements NodeSource {

  private final NodeTable table;
  private final Map<ChildKey, Optional<Node>> known = new HashMap<>();
  private final Map<Long, Long> newestJids = new HashMap<>();

  /** Nothing known yet. */
  public StoredNodes(NodeTable table) {
    this.table = table;
  }

  /** Reads the entries at these paths and all folders above them. */
  public void prefetch(Collection<TreePath> paths) {
    int depth = paths.stream().mapToInt(path -> path.names().size()).max().orElse(0);
    Map<TreePath, Node> reached = new HashMap<>();
    for (TreePath path : paths) {
      reached.put(path, Node.ROOT);
    }
    for (int level = 0; level < depth; level++) {
      Set<ChildKey> asked = new LinkedHashSet<>();
      for (Map.Entry<TreePath, Node> entry : reached.entrySet()) {
        asked.add(new ChildKey(entry.getValue().id(), entry.getKey().names().get(level)));
      }
      read(asked);
      reached = descend(reached, level);
    }
  }

  private void read(Collection<ChildKey> asked) {
    List<ChildKey> keys = asked.stream().filter(key -> !known.containsKey(key)).toList();
    keys.forEach(key -> known.put(key, Optional.empty()));
    for (Node node : table.children(keys)) {
      known.put(new ChildKey(node.parentId(), node.name()), Optional.of(node));
    }
  }

  /** The paths that go on below this level, with the folders that they have come to. */
  private Map<TreePath, Node> descend(Map<TreePath, Node> reached, int level) {
    Map<TreePath, Node> further = new HashMap<>();
    reached.forEach((path, folder) -> {
      Node child = child(new ChildKey(folder.id(), path.names().get(level)));
      if (child != null && child.isFolder() && path.names().size() > level + 1) {
        further.put(path, child);
      }
    });
    return further;
  }

  /** Reads the newest jids within those of the paths that are folders. */
  public void prefetchNewestJids(Collection<TreePath> paths) {
    List<Long> folders = new ArrayList<>();
    for (TreePath path : paths) {
      Node node = find(path);
      if (node != null && node.isFolder()) {
        folders.add(node.id());
      }
    }
    newestJids.putAll(table.newestJids(folders));
  }

  private @Nullable Node find(TreePath path) {
    Node node = Node.ROOT;
    for (String name : path.names()) {
      Node child = child(new ChildKey(node.id(), name));
      if (child == null) {
        return null;
      }
      node = child;
    }
    return node;
  }

  @Override
  public @Nullable Node child(ChildKey key) {
    if (!known.containsKey(key)) {
      read(List.of(key));
    }
    return known.getOrDefault(key, Optional.empty()).orElse(null);
  }

  @Override
  public long newestJidWithin(long folderId) {
    return newestJids.computeIfAbsent(
        folderId, id -> table.newestJids(List.of(id)).getOrDefault(id, 0L));
  }
}
