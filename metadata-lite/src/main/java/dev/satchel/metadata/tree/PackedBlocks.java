package dev.satchel.metadata.tree;

import dev.satchel.contract.BlockHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A block list as it is stored: the hashes one after the other, 32 bytes each. Immutable. */
public final class PackedBlocks {

  /** No blocks. */
  public static final PackedBlocks NONE = new PackedBlocks(new byte[0]);

  private final byte[] bytes;

  private PackedBlocks(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Packs a list. */
  public static PackedBlocks of(List<BlockHash> hashes) {
    if (hashes.isEmpty()) {
      return NONE;
    }
    byte[] bytes = new byte[hashes.size() * BlockHash.LENGTH_BYTES];
    int offset = 0;
    for (BlockHash hash : hashes) {
      hash.copyTo(bytes, offset);
      offset += BlockHash.LENGTH_BYTES;
    }
    return new PackedBlocks(bytes);
  }

  /** The stored form; no column value is no blocks. Takes the array over. */
  public static PackedBlocks ofBytes(byte @Nullable [] bytes) {
    if (bytes == null || bytes.length == 0) {
      return NONE;
    }
    if (bytes.length % BlockHash.LENGTH_BYTES != 0) {
      throw new IllegalArgumentException("a block list of " + bytes.length + " bytes");
    }
    return new PackedBlocks(bytes);
  }

  /** The stored form, which must not be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** The number of blocks. */
  public int count() {
    return bytes.length / BlockHash.LENGTH_BYTES;
  }

  /** The hashes in order. */
  public List<BlockHash> toList() {
    List<BlockHash> hashes = new ArrayList<>(count());
    for (int offset = 0; offset < bytes.length; offset += BlockHash.LENGTH_BYTES) {
      hashes.add(BlockHash.fromBytes(bytes, offset));
    }
    return hashes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PackedBlocks blocks && Arrays.equals(bytes, blocks.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return count() + " blocks";
  }
}
