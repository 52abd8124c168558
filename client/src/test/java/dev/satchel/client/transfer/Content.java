package dev.satchel.client.transfer;

import dev.satchel.contract.BlockHash;
import dev.satchel.contract.Limits;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Bytes to test with, and what they should be called, worked out in the plainest way. */
final class Content {

  static final int BLOCK = Limits.MAX_BLOCK_BYTES;

  private Content() {}

  static byte[] random(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  static BlockHash hash(byte[] bytes, int from, int length) throws Exception {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    sha256.update(ByteBuffer.wrap(bytes, from, length));
    return BlockHash.fromBytes(sha256.digest());
  }

  static BlockHash hash(byte[] bytes) throws Exception {
    return hash(bytes, 0, bytes.length);
  }

  static FileBlocks blocks(byte[] file) throws Exception {
    List<BlockHash> hashes = new ArrayList<>();
    for (int at = 0; at < file.length; at += BLOCK) {
      hashes.add(hash(file, at, Math.min(BLOCK, file.length - at)));
    }
    return new FileBlocks(hashes, file.length);
  }

  static byte[] concat(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer whole = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      whole.put(part);
    }
    return whole.array();
  }
}
