package dev.satchel.metadata.store;

import dev.satchel.metadata.tree.ChildKey;
import dev.satchel.metadata.tree.Node;
import dev.satchel.metadata.tree.TreePath;
import dev.satchel.metadata.tree.TreeWalk;
import dev.satchel.metadata.tree.TreeWalk.Located;
import java.util.List;
import java.util.Optional;

/** Finds entries by path, and reads folders in pages. */
public final class TreeReader {

  private final NodeTable nodes;

  /** Reads from this tree. */
  public TreeReader(NodeTable nodes) {
    this.nodes = nodes;
  }

  /** A folder to read. */
  public record Top(long id, String path) {

    /** The whole namespace. */
    public static final Top ROOT = new Top(Node.ROOT_ID, "");
  }

  /** Where a page ended: with this name in this folder. */
  public record Position(long folder, String name) {}

  /** A run of entries. */
  public record Page(List<Located> entries, boolean hasMore) {

    /** Where it ends. */
    public Position end() {
      Node last = entries.getLast().node();
      return new Position(last.parentId(), last.name());
    }
  }

  /** What lives at the path. */
  public Optional<Node> find(TreePath path) {
    Node node = Node.ROOT;
    for (String name : path.names()) {
      List<Node> child = nodes.children(List.of(new ChildKey(node.id(), name)));
      if (child.isEmpty()) {
        return Optional.empty();
      }
      node = child.getFirst();
    }
    return Optional.of(node);
  }

  /** The first page. */
  public Page first(Top top, boolean recursive, int limit) {
    TreeWalk walk = new TreeWalk(nodes::childrenAfter, recursive);
    walk.enter(top.id(), top.path(), "");
    return page(walk, limit);
  }

  /** The page after a position; nothing if the position is no longer within {@code top}. */
  public Optional<Page> after(Position position, Top top, boolean recursive, int limit) {
    List<NodeTable.Link> way = nodes.ancestry(position.folder());
    int start = top.id() == Node.ROOT_ID ? 0 : 1 + indexOf(way, top.id());
    boolean known = top.id() == position.folder() || !way.isEmpty();
    if (!known || start == 0 && top.id() != Node.ROOT_ID) {
      return Optional.empty();
    }
    TreeWalk walk = new TreeWalk(nodes::childrenAfter, recursive);
    long folder = top.id();
    String path = top.path();
    for (NodeTable.Link link : way.subList(start, way.size())) {
      walk.enter(folder, path, link.name());
      if (link.deletedJid() != 0) {
        return Optional.of(page(walk, limit));
      }
      folder = link.id();
      path = path + "/" + link.name();
    }
    walk.enter(folder, path, position.name());
    if (recursive) {
      enterFolder(walk, new ChildKey(folder, position.name()), path);
    }
    return Optional.of(page(walk, limit));
  }

  /** A page that ended with a folder goes on inside of it. */
  private void enterFolder(TreeWalk walk, ChildKey key, String path) {
    for (Node node : nodes.children(List.of(key))) {
      if (node.isFolder()) {
        walk.enter(node.id(), path + "/" + key.name(), "");
      }
    }
  }

  private static int indexOf(List<NodeTable.Link> way, long id) {
    for (int i = 0; i < way.size(); i++) {
      if (way.get(i).id() == id) {
        return i;
      }
    }
    return -1;
  }

  private static Page page(TreeWalk walk, int limit) {
    List<Located> entries = walk.next(limit + 1);
    boolean more = entries.size() > limit;
    return new Page(more ? entries.subList(0, limit) : entries, more);
  }
}
