package dev.satchel.contract;

import java.util.HexFormat;

/**
 * The name of a block: the SHA-256 of its plain bytes, held as four big-endian words.
 *
 * <p>Its text form is 64 lower-case hex digits. Ordered by unsigned bytes, so that sorted hashes
 * lie in the order of a database's key.
 */
public record BlockHash(long word0, long word1, long word2, long word3)
    implements Comparable<BlockHash> {

  /** Length of a hash in bytes. */
  public static final int LENGTH_BYTES = 32;

  private static final int HEX_DIGITS = 2 * LENGTH_BYTES;

  /** Reads a hash from the 32 bytes at {@code offset}. */
  public static BlockHash fromBytes(byte[] bytes, int offset) {
    return new BlockHash(
        word(bytes, offset),
        word(bytes, offset + 8),
        word(bytes, offset + 16),
        word(bytes, offset + 24));
  }

  /** Reads a hash from an array of exactly 32 bytes. */
  public static BlockHash fromBytes(byte[] bytes) {
    if (bytes.length != LENGTH_BYTES) {
      throw new IllegalArgumentException("a block hash is 32 bytes, not " + bytes.length);
    }
    return fromBytes(bytes, 0);
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if it is not 64 lower-case hex digits
   */
  public static BlockHash parse(String hex) {
    if (hex.length() != HEX_DIGITS || !isLowerHex(hex)) {
      throw new IllegalArgumentException("a block hash is 64 lower-case hex digits");
    }
    return new BlockHash(
        HexFormat.fromHexDigitsToLong(hex, 0, 16),
        HexFormat.fromHexDigitsToLong(hex, 16, 32),
        HexFormat.fromHexDigitsToLong(hex, 32, 48),
        HexFormat.fromHexDigitsToLong(hex, 48, 64));
  }

  /** The hash as 32 bytes. */
  public byte[] toBytes() {
    byte[] bytes = new byte[LENGTH_BYTES];
    copyTo(bytes, 0);
    return bytes;
  }

  /** Writes the 32 bytes of the hash at {@code offset}. */
  public void copyTo(byte[] target, int offset) {
    putWord(target, offset, word0);
    putWord(target, offset + 8, word1);
    putWord(target, offset + 16, word2);
    putWord(target, offset + 24, word3);
  }

  @Override
  public int compareTo(BlockHash other) {
    int order = Long.compareUnsigned(word0, other.word0);
    if (order == 0) {
      order = Long.compareUnsigned(word1, other.word1);
    }
    if (order == 0) {
      order = Long.compareUnsigned(word2, other.word2);
    }
    return order == 0 ? Long.compareUnsigned(word3, other.word3) : order;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(word0);
  }

  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(word0)
        + hex.toHexDigits(word1)
        + hex.toHexDigits(word2)
        + hex.toHexDigits(word3);
  }

  private static boolean isLowerHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  private static long word(byte[] bytes, int offset) {
    long word = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      word = word << 8 | bytes[offset + i] & 0xff;
    }
    return word;
  }

  private static void putWord(byte[] target, int offset, long word) {
    for (int i = 0; i < Long.BYTES; i++) {
      target[offset + i] = (byte) (word >>> 56 - 8 * i);
    }
  }
}
