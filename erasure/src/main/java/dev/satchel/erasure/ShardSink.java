package dev.satchel.erasure;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Where a {@link ColumnStream} puts bytes.
 *
 * @param <E> what goes wrong when writing
 */
@FunctionalInterface
public interface ShardSink<E extends Exception> {

  /**
   * Writes the same range of several shards. Ranges come in order, and each once.
   *
   * @param shards their numbers in the code
   * @param offset of the first byte in each shard
   * @param from the bytes, in the order of {@code shards}. The memory is the sink's until it
   *     returns
   */
  void write(List<Integer> shards, long offset, List<MemorySegment> from) throws E;
}
