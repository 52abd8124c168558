package dev.satchel.client.plan;

import dev.satchel.client.tree.Location;
import dev.satchel.client.tree.Tree;
import dev.satchel.client.tree.TreeEntry;

/**
 * Entries that wait for each other in a ring: a wants b's place, and b wants a's; or a wants to go
 * into a new folder, and the folder wants a's name. One of them has to step aside, or all would
 * wait for ever.
 */
final class Rings {

  /** Longer rings than this are not looked for. */
  private static final int MAX_RING = 256;

  private static final long NOBODY = -1;

  private final Tree<?> here;
  private final Tree<?> wanted;

  /**
   * Looks for rings in {@code here}.
   *
   * @param wanted the tree that says where each entry is to be
   */
  Rings(Tree<?> here, Tree<?> wanted) {
    this.here = here;
    this.wanted = wanted;
  }

  /** Whether the entry is in a ring and is the one of it to step aside. */
  boolean mustStepAside(long id) {
    long least = id;
    long next = id;
    for (int i = 0; i < MAX_RING; i++) {
      next = waitsFor(next);
      if (next == NOBODY) {
        return false;
      }
      if (next == id) {
        return least == id;
      }
      if (here.get(next) != null) {
        least = Math.min(least, next);
      }
    }
    return false;
  }

  /** The folder that is not there yet, or else the one that holds the name. */
  private long waitsFor(long id) {
    TreeEntry goal = wanted.get(id);
    TreeEntry now = here.get(id);
    if (goal == null || now != null && goal.at().equals(now.at())) {
      return NOBODY;
    }
    Location place = goal.at();
    if (!here.has(place.parent())) {
      return place.parent();
    }
    TreeEntry occupant = here.child(place);
    return occupant == null ? NOBODY : occupant.id();
  }
}
