package dev.satchel.storage.pull;

import dev.satchel.storage.PullOrder;
import dev.satchel.storage.SealedExtent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which pages an order still needs, and whether a sealed extent holds what it orders. Pure. */
final class PullPlan {

  private PullPlan() {}

  /**
   * A page to read.
   *
   * @param presentBytes how much of its beginning is there already: read again to prove the page,
   *     not written again
   */
  record Piece(long offset, int lengthBytes, int presentBytes, int expectedCrc) {

    /** Where what is written begins. */
    long writeOffset() {
      return offset + presentBytes;
    }
  }

  /** The pages from the extent's present end on, in order; none when all are there. */
  static List<Piece> pieces(PullOrder order, long presentEnd) {
    List<Piece> pieces = new ArrayList<>();
    int[] checksums = order.pageChecksums();
    for (int page = 0; page < checksums.length; page++) {
      long offset = order.offset() + (long) page * PullOrder.PAGE_BYTES;
      int lengthBytes = (int) Math.min(PullOrder.PAGE_BYTES, order.endOffset() - offset);
      if (offset + lengthBytes > presentEnd) {
        int presentBytes = (int) Math.max(0, presentEnd - offset);
        pieces.add(new Piece(offset, lengthBytes, presentBytes, checksums[page]));
      }
    }
    return pieces;
  }

  /** Whether each page of the order is one that was sealed, the same for all that we know. */
  static boolean isSealedSo(PullOrder order, SealedExtent sealed) {
    boolean endsWithAPage =
        order.endOffset() == sealed.lengthBytes() || order.endOffset() % PullOrder.PAGE_BYTES == 0;
    if (order.endOffset() > sealed.lengthBytes() || !endsWithAPage) {
      return false;
    }
    int first = Math.toIntExact(order.offset() / PullOrder.PAGE_BYTES);
    int end = first + order.pageChecksums().length;
    return Arrays.equals(
        Arrays.copyOfRange(sealed.pageChecksums(), first, end), order.pageChecksums());
  }
}
