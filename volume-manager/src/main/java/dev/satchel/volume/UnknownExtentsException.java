package dev.satchel.volume;

import java.io.IOException;

/**
 * A node holds extents and was never a member of this cell: they are another cell's, or this cell
 * has lost its tables and would give their ids a second time.
 */
public final class UnknownExtentsException extends IOException {

  private static final long serialVersionUID = 1L;

  UnknownExtentsException(String nodeId) {
    super(
        "node "
            + nodeId
            + " holds extents that the cell's database knows nothing of: either the node is another"
            + " cell's, or this is not the database under which it was filled");
  }
}
