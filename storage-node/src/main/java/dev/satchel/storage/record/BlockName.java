package dev.satchel.storage.record;

import java.nio.ByteBuffer;

/** The 32 bytes that name a block in its record, as big-endian words; opaque to storage. */
public record BlockName(long word0, long word1, long word2, long word3) {

  /** Length of a name in bytes. */
  public static final int LENGTH_BYTES = 4 * Long.BYTES;

  /** Reads a name from an array of exactly 32 bytes. */
  public static BlockName fromBytes(byte[] bytes) {
    if (bytes.length != LENGTH_BYTES) {
      throw new IllegalArgumentException("a block name is 32 bytes, not " + bytes.length);
    }
    ByteBuffer words = ByteBuffer.wrap(bytes);
    return new BlockName(words.getLong(), words.getLong(), words.getLong(), words.getLong());
  }

  /** The name as 32 bytes. */
  public byte[] toBytes() {
    return ByteBuffer.allocate(LENGTH_BYTES)
        .putLong(word0)
        .putLong(word1)
        .putLong(word2)
        .putLong(word3)
        .array();
  }
}
