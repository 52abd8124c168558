package dev.satchel.client.transfer;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.Limits;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Names blocks. A whole block of zeros, as sparse files are made of, is recognised at memory speed
 * and not hashed again.
 */
final class BlockHasher {

  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(Limits.MAX_BLOCK_BYTES);

  /** The name of a whole block of zeros. */
  static final BlockHash ZERO_BLOCK = digest(ZEROS.duplicate());

  private BlockHasher() {}

  /** Hashes the remaining bytes and leaves the position where it is. */
  static BlockHash hash(ByteBuffer bytes) {
    return bytes.remaining() == Limits.MAX_BLOCK_BYTES && isZero(bytes)
        ? ZERO_BLOCK
        : digest(bytes.duplicate());
  }

  /** Whether all remaining bytes, a block at most, are zero. */
  static boolean isZero(ByteBuffer bytes) {
    return bytes.equals(ZEROS.slice(0, bytes.remaining()));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static BlockHash digest(ByteBuffer bytes) {
    MessageDigest sha256 = sha256();
    sha256.update(bytes);
    return BlockHash.fromBytes(sha256.digest());
  }
}
