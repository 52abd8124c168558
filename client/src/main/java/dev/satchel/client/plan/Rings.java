package dev.satchel.client.plan;

import dev.satchel.client.tree.Location;
import dev.satchel.client.tree.Tree;
import dev.satchel.client.tree.TreeEntry;

/**
 * Entries that stand in each other's way in a ring: a wants b's place, and b wants a's. One of them
 * has to step aside, or all would wait for ever.
 */
final class Rings {

  /** Longer rings than this are not looked for. */
  private static final int MAX_RING = 64;

  private Rings() {}

  /**
   * Whether the entry is in such a ring of {@code here} and is the one to step aside.
   *
   * @param wanted the tree that says where each entry is to be
   */
  static boolean mustStepAside(long id, Tree<?> here, Tree<?> wanted) {
    long next = id;
    long least = id;
    for (int i = 0; i < MAX_RING; i++) {
      TreeEntry goal = wanted.get(next);
      TreeEntry now = here.get(next);
      if (goal == null || now == null || goal.at().equals(now.at())) {
        return false;
      }
      Location place = goal.at();
      TreeEntry occupant = here.child(place);
      if (occupant == null) {
        return false;
      }
      next = occupant.id();
      least = Math.min(least, next);
      if (next == id) {
        return least == id;
      }
    }
    return false;
  }
}
