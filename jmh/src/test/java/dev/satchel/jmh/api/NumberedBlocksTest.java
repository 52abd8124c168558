package dev.satchel.jmh.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.contract.BlockHash;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class NumberedBlocksTest {

  @Test
  void everyBlockIsNewAndNamedByItsBytes() throws NoSuchAlgorithmException {
    Set<BlockHash> seen = new HashSet<>();
    for (long seed = 0; seed < 2; seed++) {
      NumberedBlocks blocks = new NumberedBlocks(seed);
      for (long number = 0; number < 3; number++) {
        BlockHash hash = blocks.select(number);
        ByteBuffer bytes = blocks.bytes();
        assertThat(bytes.remaining()).isEqualTo(4 << 20);
        assertThat(seen.add(hash)).isTrue();
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(bytes);
        assertThat(hash).isEqualTo(BlockHash.fromBytes(digest.digest()));
      }
    }
  }
}
