package dev.satchel.metadata.tree;

import org.jspecify.annotations.Nullable;

/**
 * An entry in its place.
 *
 * @param id the jid of the row that made it; stays over moves; the root is 0
 * @param jid of its newest row, which is its revision
 * @param movedFrom the path before, if its newest row is a move
 */
public record Node(
    long id, long parentId, String name, long jid, Content content, @Nullable String movedFrom) {

  /** The id of every namespace's root. */
  public static final long ROOT_ID = 0;

  /** A namespace's root: never changed, never stored. */
  public static final Node ROOT = new Node(ROOT_ID, ROOT_ID, "", 0, Content.FOLDER, null);

  /** Whether it is a folder. */
  public boolean isFolder() {
    return content.isFolder();
  }
}
