package dev.satchel.metadata.tree;

/**
 * What becomes of an entry in the table of the tree.
 *
 * @param deletedJid the row that removed it; 0 while it lives
 */
public record NodeState(Node node, long deletedJid, Placement placement) {

  /** Whether it was removed. */
  public boolean isDeleted() {
    return deletedJid != 0;
  }
}
