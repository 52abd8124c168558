package dev.satchel.erasure;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Does what a {@link Coder} does, to shards that need not fit into memory: column range by column
 * range, through one buffer.
 *
 * <p>The buffer is all the memory that it uses, whatever the size of the shards: 4 MiB give each of
 * nine shards 455 KiB at a time. Native memory suits both files and the faster codecs. A stream
 * belongs to one thread at a time, as its buffer does; what the source or the sink throws ends the
 * operation and leaves the stream as good as new.
 */
public final class ColumnStream {

  private static final long LINE_BYTES = 64;

  private final Coder coder;
  private final MemorySegment buffer;

  /** Takes over the buffer; whoever owns its memory frees it afterwards. */
  public ColumnStream(Coder coder, MemorySegment buffer) {
    this.coder = coder;
    this.buffer = buffer;
  }

  /** Reads the data shards and writes the parity shards. */
  public <E extends Exception> void encode(
      Columns columns, ShardSource<E> source, ShardSink<E> sink) throws E {
    recover(Recovery.encoding(coder.code()), columns, source, sink);
  }

  /** Reads the sources of {@code recovery} and writes its targets. */
  public <E extends Exception> void recover(
      Recovery recovery, Columns columns, ShardSource<E> source, ShardSink<E> sink) throws E {
    int sources = recovery.sources().size();
    int count = sources + recovery.targets().size();
    long offset = columns.offset();
    while (offset < columns.end()) {
      List<MemorySegment> pieces = pieces(count, columns.end() - offset);
      List<MemorySegment> in = pieces.subList(0, sources);
      List<MemorySegment> out = pieces.subList(sources, count);
      source.read(recovery.sources(), offset, in);
      coder.recover(recovery, in, out);
      sink.write(recovery.targets(), offset, out);
      offset += pieces.getFirst().byteSize();
    }
  }

  /**
   * Reads all shards and compares the parity with what the data gives.
   *
   * @return what differs, at most one entry a parity shard, with offsets in the shard
   */
  public <E extends Exception> List<Mismatch> verify(Columns columns, ShardSource<E> source)
      throws E {
    Code code = coder.code();
    List<Integer> all = IntStream.range(0, code.totalShards()).boxed().toList();
    int count = all.size() + code.parityShards();
    FirstMismatches mismatches = new FirstMismatches(code);
    long offset = columns.offset();
    while (offset < columns.end()) {
      List<MemorySegment> pieces = pieces(count, columns.end() - offset);
      List<MemorySegment> shards = pieces.subList(0, all.size());
      List<MemorySegment> expected = pieces.subList(all.size(), count);
      source.read(all, offset, shards);
      coder.encode(shards.subList(0, code.dataShards()), expected);
      mismatches.compare(shards.subList(code.dataShards(), all.size()), expected, offset);
      offset += pieces.getFirst().byteSize();
    }
    return mismatches.found();
  }

  /** As large as the buffer allows, but for the last ones; each begins a cache line. */
  private List<MemorySegment> pieces(int count, long leftBytes) {
    long strideBytes = buffer.byteSize() / count & -LINE_BYTES;
    if (strideBytes == 0) {
      throw new IllegalArgumentException(
          "a buffer of %d bytes is too small for %d pieces of %d"
              .formatted(buffer.byteSize(), count, LINE_BYTES));
    }
    List<MemorySegment> pieces = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      pieces.add(buffer.asSlice(i * strideBytes, Math.min(strideBytes, leftBytes)));
    }
    return pieces;
  }
}
