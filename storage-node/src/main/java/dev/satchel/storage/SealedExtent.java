package dev.satchel.storage;

import java.util.Arrays;

/**
 * What a seal fixed: the length of an extent and the CRC-32C of each of its 1 MiB pages.
 *
 * <p>The last page may be short; its checksum covers the bytes below the length only.
 *
 * @param pageChecksums not to be changed by whoever holds it
 */
public record SealedExtent(long lengthBytes, int[] pageChecksums) {

  @Override
  public boolean equals(Object other) {
    return other instanceof SealedExtent that
        && lengthBytes == that.lengthBytes
        && Arrays.equals(pageChecksums, that.pageChecksums);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(lengthBytes) + Arrays.hashCode(pageChecksums);
  }

  @Override
  public String toString() {
    return "SealedExtent[lengthBytes=" + lengthBytes + ", pages=" + pageChecksums.length + "]";
  }
}
