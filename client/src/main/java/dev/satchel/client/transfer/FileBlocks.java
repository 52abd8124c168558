package dev.satchel.client.transfer;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.Limits;
import java.util.List;

/**
 * A file's content, as names of blocks: the file is their concatenation.
 *
 * <p>Every block but the last is {@link Limits#MAX_BLOCK_BYTES} long. Nothing outside this record
 * computes where a block lies.
 *
 * @param hashes none for an empty file
 */
public record FileBlocks(List<BlockHash> hashes, long sizeBytes) {

  /** Copies the list and checks it against the size. */
  public FileBlocks {
    hashes = List.copyOf(hashes);
    if (hashes.size() != countFor(sizeBytes)) {
      throw new IllegalArgumentException(
          hashes.size() + " blocks cannot be a file of " + sizeBytes + " bytes");
    }
  }

  /** How many blocks there are. */
  public int count() {
    return hashes.size();
  }

  /** Where block {@code index} starts in the file. */
  long offsetOf(int index) {
    return (long) index * Limits.MAX_BLOCK_BYTES;
  }

  /** How long block {@code index} is. */
  int lengthBytesOf(int index) {
    return (int) Math.min(Limits.MAX_BLOCK_BYTES, sizeBytes - offsetOf(index));
  }

  static int countFor(long sizeBytes) {
    return Math.toIntExact(Math.ceilDiv(sizeBytes, Limits.MAX_BLOCK_BYTES));
  }
}
