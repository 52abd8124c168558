package dev.satchel.erasure;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Where a {@link ColumnStream} gets bytes.
 *
 * @param <E> what goes wrong when reading
 */
@FunctionalInterface
public interface ShardSource<E extends Exception> {

  /**
   * Reads the same range of several shards, one after another or all at a time, and returns when
   * all are there.
   *
   * @param shards their numbers in the code
   * @param offset of the first byte in each shard
   * @param into where the bytes go, in the order of {@code shards}; all are to be filled. The
   *     memory is the source's until it returns
   */
  void read(List<Integer> shards, long offset, List<MemorySegment> into) throws E;
}
