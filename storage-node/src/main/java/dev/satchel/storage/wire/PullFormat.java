package dev.satchel.storage.wire;

import dev.satchel.storage.PullOrder;
import dev.satchel.storage.PullSource;

/**
 * The body of a pull request: length (8), the peer's extent id (8), its address (text), count (4),
 * page checksums (4 each). Where the range begins stands in the request's header.
 */
final class PullFormat {

  /** No body is longer. */
  static final int MAX_BODY_BYTES =
      2 * Long.BYTES
          + Short.BYTES
          + PullSource.LONGEST_ADDRESS
          + Integer.BYTES
          + PullOrder.MOST_PAGES * Integer.BYTES;

  private PullFormat() {}
}
