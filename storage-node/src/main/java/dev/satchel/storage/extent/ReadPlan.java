package dev.satchel.storage.extent;

import dev.satchel.storage.disk.Disk;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a range of an extent is read: one piece after the other, so that each is on its way to the
 * caller while the next comes off the disk. Pure.
 *
 * <p>Pieces are of nearly the same length, in whole pages of the disk, and no page is read twice.
 * Shorter ones would cost the disk its speed, longer ones more of the time that is to be gained.
 */
public final class ReadPlan {

  private static final int PIECE_PAGES = (1 << 20) / Disk.PAGE_BYTES;

  /** Rather than a piece for the little that is left over, and still within the same buffers. */
  private static final int SPARE_PAGES = (64 << 10) / Disk.PAGE_BYTES;

  private ReadPlan() {}

  /**
   * Some pages, and what of them lies within the range.
   *
   * @param pagesOffset where the first of them begins in the extent
   * @param skippedBytes how much of them comes before the range
   */
  record Piece(long pagesOffset, int pagesBytes, int skippedBytes, int lengthBytes) {}

  /** The lengths of the buffers for a range that lies as badly as can be. */
  public static IntStream bufferLengths(int lengthBytes) {
    return pieces(Disk.PAGE_BYTES - 1, lengthBytes).stream().mapToInt(Piece::pagesBytes);
  }

  /** The pieces of a range that is not empty, in order. */
  static List<Piece> pieces(long offset, int lengthBytes) {
    long end = offset + lengthBytes;
    long firstPage = offset / Disk.PAGE_BYTES;
    long endPage = Math.ceilDiv(end, (long) Disk.PAGE_BYTES);
    int pages = (int) (endPage - firstPage);
    int count = Math.max(1, Math.ceilDiv(pages - SPARE_PAGES, PIECE_PAGES));
    int pagesEach = Math.ceilDiv(pages, count);
    List<Piece> pieces = new ArrayList<>(count);
    for (long page = firstPage; page < endPage; page += pagesEach) {
      long pagesOffset = page * Disk.PAGE_BYTES;
      long pagesEnd = Math.min(page + pagesEach, endPage) * Disk.PAGE_BYTES;
      long from = Math.max(offset, pagesOffset);
      pieces.add(
          new Piece(
              pagesOffset,
              (int) (pagesEnd - pagesOffset),
              (int) (from - pagesOffset),
              (int) (Math.min(end, pagesEnd) - from)));
    }
    return pieces;
  }
}
