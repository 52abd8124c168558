package dev.satchel.jmh.api;

import dev.satchel.contract.BlockHash;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Random;

/**
 * Blocks of random bytes that differ in their last eight, so that none is there already.
 *
 * <p>The digest of all that is equal is kept, so that naming a block costs the client next to
 * nothing: the server is what is measured.
 */
final class NumberedBlocks {

  /** Bytes a block. */
  static final int BYTES = 4 << 20;

  private static final int NUMBERED_BYTES = Long.BYTES;

  private final ByteBuffer bytes = ByteBuffer.allocateDirect(BYTES);
  private final MessageDigest beginning;

  /** Blocks of different seeds differ everywhere. */
  NumberedBlocks(long seed) {
    byte[] random = new byte[BYTES];
    new Random(seed).nextBytes(random);
    bytes.put(random);
    try {
      beginning = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
    beginning.update(random, 0, BYTES - NUMBERED_BYTES);
  }

  /** Makes the bytes those of block {@code number}. */
  BlockHash select(long number) {
    bytes.putLong(BYTES - NUMBERED_BYTES, number);
    try {
      MessageDigest digest = (MessageDigest) beginning.clone();
      digest.update(bytes.slice(BYTES - NUMBERED_BYTES, NUMBERED_BYTES));
      return BlockHash.fromBytes(digest.digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
    }
  }

  /** The bytes of the block selected last. */
  ByteBuffer bytes() {
    return bytes.duplicate().rewind();
  }
}
