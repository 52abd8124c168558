package dev.satchel.client.plan;

import dev.satchel.client.tree.SyncedEntry;
import dev.satchel.client.tree.ThreeTrees;
import dev.satchel.client.tree.Tree;
import dev.satchel.client.tree.TreeEntry;

/**
 * Whether an entry that one side deleted stays, because the other side changed it.
 *
 * <p>New bytes beat a delete, and so does a move: of the entry itself, or of a folder above it that
 * the deleting side deleted along with it. A mere touch does not.
 */
final class Survival {

  private final ThreeTrees trees;

  Survival(ThreeTrees trees) {
    this.trees = trees;
  }

  /** Whether {@code left}, gone from the tree {@code gone}, differs from its base so. */
  Verdict of(TreeEntry left, SyncedEntry base, Tree<?> gone, Tree<?> kept) {
    if (!left.at().equals(base.at())) {
      return Verdict.STAYS_WITH_ALL_BELOW;
    }
    if (!left.content().samePayload(base.content())) {
      return Verdict.STAYS;
    }
    return carriedAway(base, gone, kept) ? Verdict.STAYS_WITH_ALL_BELOW : Verdict.GOES;
  }

  private boolean carriedAway(SyncedEntry base, Tree<?> gone, Tree<?> kept) {
    long parent = base.at().parent();
    while (!gone.has(parent)) {
      SyncedEntry folderBase = trees.synced().get(parent);
      TreeEntry folder = kept.get(parent);
      if (folderBase == null || folder == null) {
        return false;
      }
      if (!folder.at().equals(folderBase.at())) {
        return true;
      }
      parent = folderBase.at().parent();
    }
    return false;
  }

  /** What becomes of it. */
  enum Verdict {
    GOES,
    STAYS,
    STAYS_WITH_ALL_BELOW
  }
}
