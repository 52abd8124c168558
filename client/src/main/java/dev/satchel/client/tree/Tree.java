package dev.satchel.client.tree;

import org.jspecify.annotations.Nullable;

/** One of the three trees, as the planner reads it. */
public interface Tree<E extends TreeEntry> {

  /** The id of the root folder, which is in every tree and is no entry of any. */
  long ROOT = 1;

  /** The entry, when it is in this tree. */
  @Nullable E get(long id);

  /** What lies at a place. */
  @Nullable E child(Location at);

  /** Whether a folder holds anything. */
  boolean hasChildren(long id);

  /** Whether the entry is in this tree. */
  default boolean has(long id) {
    return id == ROOT || get(id) != null;
  }

  /** Whether {@code id} is {@code ancestor} or lies somewhere below it. */
  default boolean isWithin(long id, long ancestor) {
    long at = id;
    while (at != ancestor) {
      E entry = at == ROOT ? null : get(at);
      if (entry == null) {
        return false;
      }
      at = entry.at().parent();
    }
    return true;
  }

  /** How many folders lie above the entry; as far as they are known. */
  default int depth(long id) {
    int depth = 0;
    for (E entry = get(id); entry != null; entry = get(entry.at().parent())) {
      depth++;
    }
    return depth;
  }
}
