package dev.satchel.metadata.tree;

/** How the place of an entry in the table of the tree changes. */
public enum Placement {
  /** The table does not have it yet. */
  NEW,
  /** It stays where it is. */
  KEPT,
  /** It leaves its folder or its name, which another entry of the same commit may take. */
  MOVED
}
