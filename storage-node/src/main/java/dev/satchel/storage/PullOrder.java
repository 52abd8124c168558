package dev.satchel.storage;

import java.util.Arrays;
import java.util.Objects;

/**
 * What a node is to copy from a peer, byte for byte, to the same offsets of an extent of its own:
 * pages that it can prove one by one.
 *
 * @param offset a multiple of 1 MiB
 * @param lengthBytes a multiple of 4096
 * @param pageChecksums CRC-32C of each 1 MiB page of the range, the last one up to its end; not to
 *     be changed by whoever holds it
 */
public record PullOrder(PullSource source, long offset, long lengthBytes, int[] pageChecksums) {

  /** The pages that have a checksum each. */
  public static final int PAGE_BYTES = 1 << 20;

  /** No order has more; a longer extent takes several. */
  public static final int MOST_PAGES = 16_384;

  private static final int ALIGNMENT_BYTES = 4096;

  public PullOrder {
    if (offset < 0 || offset % PAGE_BYTES != 0) {
      throw new IllegalArgumentException("a pull begins at a multiple of 1 MiB, not at " + offset);
    }
    if (lengthBytes < 1
        || lengthBytes > (long) MOST_PAGES * PAGE_BYTES
        || lengthBytes % ALIGNMENT_BYTES != 0
        || offset > Long.MAX_VALUE - lengthBytes) {
      throw new IllegalArgumentException("a pull of " + lengthBytes + " bytes at " + offset);
    }
    long pages = (lengthBytes + PAGE_BYTES - 1) / PAGE_BYTES;
    if (pages != pageChecksums.length) {
      throw new IllegalArgumentException(
          pageChecksums.length + " checksums for " + pages + " pages");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PullOrder that
        && source.equals(that.source)
        && offset == that.offset
        && lengthBytes == that.lengthBytes
        && Arrays.equals(pageChecksums, that.pageChecksums);
  }

  @Override
  public int hashCode() {
    return Objects.hash(source, offset, lengthBytes, Arrays.hashCode(pageChecksums));
  }

  @Override
  public String toString() {
    return "PullOrder[" + source + ", " + lengthBytes + " bytes at " + offset + "]";
  }

  /** Where the range ends. */
  public long endOffset() {
    return offset + lengthBytes;
  }
}
