package dev.satchel.erasure;

/**
 * A range of columns: the same bytes of every shard.
 *
 * @param offset of the first
 * @param lengthBytes how many
 */
public record Columns(long offset, long lengthBytes) {

  /** Neither is negative, nor their sum beyond a {@code long}. */
  public Columns {
    if (offset < 0 || lengthBytes < 0 || offset > Long.MAX_VALUE - lengthBytes) {
      throw new IllegalArgumentException(
          "no columns: %d bytes from %d".formatted(lengthBytes, offset));
    }
  }

  /** The first column after them. */
  public long end() {
    return offset + lengthBytes;
  }
}
