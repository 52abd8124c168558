package dev.satchel.volume.store;

import dev.satchel.contract.BlockHash;
import io.netty.buffer.ByteBuf;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Blocks by their hash. Thread-safe; the calls block, so make them from virtual threads.
 *
 * <p>Every method may throw {@link StoreUnavailableException} (try again later); {@code put} may
 * throw {@link StoreFullException} too.
 */
public interface BlockStore {

  /**
   * Stores a block; when it returns, the block is on stable media on all extents of its volume and
   * in the index.
   *
   * @param plain the block's bytes, whose SHA-256 the caller has checked. The caller keeps its
   *     reference and may release it at once afterwards, but must not write into it again
   */
  PutOutcome put(BlockHash hash, ByteBuf plain);

  /** Reads a block. */
  GetOutcome get(BlockHash hash);

  /** Those of the hashes that are not stored. */
  Set<BlockHash> missing(Collection<BlockHash> hashes);

  /**
   * Says that the blocks are still wanted, so that no collection that began earlier takes them.
   *
   * @return the plain lengths in bytes of those that are stored
   */
  Map<BlockHash, Integer> touch(Collection<BlockHash> hashes);

  /** The plain length in bytes of a stored block. */
  OptionalInt lengthOf(BlockHash hash);
}
