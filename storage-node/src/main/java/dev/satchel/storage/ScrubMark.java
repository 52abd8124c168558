package dev.satchel.storage;

/**
 * How far a sealed extent was scrubbed; of one that is not sealed, where it was found damaged.
 *
 * @param verifiedMillis since 1970: no byte was last proved right before this moment
 * @param walkBeganMillis when the walk under way began; 0 when none is
 * @param cursor the offset up to which that walk has come; of an extent that is not sealed, where
 *     it is damaged
 * @param damagedPages how many pages were found damaged when they were last looked at
 */
public record ScrubMark(long verifiedMillis, long walkBeganMillis, long cursor, int damagedPages) {

  /** Never looked at. */
  public static final ScrubMark NONE = new ScrubMark(0, 0, 0, 0);

  public ScrubMark {
    if (verifiedMillis < 0 || walkBeganMillis < 0 || cursor < 0 || damagedPages < 0) {
      throw new IllegalArgumentException("a negative mark of a scrub");
    }
  }

  /** The same, but with at least so many damaged pages. */
  public ScrubMark withDamaged(int pages) {
    return new ScrubMark(verifiedMillis, walkBeganMillis, cursor, Math.max(damagedPages, pages));
  }

  /** Of an extent that is not sealed, and damaged there. */
  public static ScrubMark damagedAt(long offset) {
    return new ScrubMark(0, 0, offset, 1);
  }

  /** Of an extent whose every byte was proved just now. */
  public static ScrubMark verifiedAt(long millis) {
    return new ScrubMark(millis, 0, 0, 0);
  }
}
