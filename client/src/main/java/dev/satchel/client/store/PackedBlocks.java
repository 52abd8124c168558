package dev.satchel.client.store;

import dev.satchel.contract.BlockHash;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A block list as a database column: 32 bytes a block, nothing for none. */
final class PackedBlocks {

  private PackedBlocks() {}

  static byte @Nullable [] pack(List<BlockHash> blocks) {
    if (blocks.isEmpty()) {
      return null;
    }
    byte[] packed = new byte[blocks.size() * BlockHash.LENGTH_BYTES];
    for (int i = 0; i < blocks.size(); i++) {
      blocks.get(i).copyTo(packed, i * BlockHash.LENGTH_BYTES);
    }
    return packed;
  }

  static List<BlockHash> unpack(byte @Nullable [] packed) {
    if (packed == null) {
      return List.of();
    }
    if (packed.length % BlockHash.LENGTH_BYTES != 0) {
      throw new IllegalStateException("a block list of " + packed.length + " bytes");
    }
    List<BlockHash> blocks = new ArrayList<>(packed.length / BlockHash.LENGTH_BYTES);
    for (int i = 0; i < packed.length; i += BlockHash.LENGTH_BYTES) {
      blocks.add(BlockHash.fromBytes(packed, i));
    }
    return blocks;
  }
}
