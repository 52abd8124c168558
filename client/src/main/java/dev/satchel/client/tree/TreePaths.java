package dev.satchel.client.tree;

import org.jspecify.annotations.Nullable;

/** Paths, as the server writes them: {@code /} first, {@code /} between names. */
public final class TreePaths {

  private TreePaths() {}

  /** The path of an entry; null when it, or a folder above it, is not in the tree. */
  public static @Nullable String of(Tree<?> tree, long id) {
    if (id == Tree.ROOT) {
      return "";
    }
    TreeEntry entry = tree.get(id);
    return entry == null ? null : of(tree, entry.at());
  }

  /** The path of a place; null when its folder is not in the tree. */
  public static @Nullable String of(Tree<?> tree, Location at) {
    StringBuilder path = new StringBuilder();
    Location place = at;
    while (true) {
      path.insert(0, place.name()).insert(0, '/');
      if (place.parent() == Tree.ROOT) {
        return path.toString();
      }
      TreeEntry folder = tree.get(place.parent());
      if (folder == null) {
        return null;
      }
      place = folder.at();
    }
  }
}
