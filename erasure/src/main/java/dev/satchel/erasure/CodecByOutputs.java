package dev.satchel.erasure;

import static java.util.stream.Collectors.joining;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Takes for each count of outputs the codec that is best at it: to rebuild one shard is other work
 * than to calculate four parity shards.
 *
 * @param codecs at 0 the one for a single output, and so on; the last one also does what has more
 */
record CodecByOutputs(List<Codec> codecs) implements Codec {

  CodecByOutputs {
    codecs = List.copyOf(codecs);
  }

  /** One codec when it is the same for all. */
  static Codec of(List<Codec> codecs) {
    return codecs.stream().distinct().count() == 1 ? codecs.getFirst() : new CodecByOutputs(codecs);
  }

  /** The names of those it is made of: {@code vector+isa-l}. */
  @Override
  public String name() {
    return codecs.stream().map(Codec::name).distinct().collect(joining("+"));
  }

  @Override
  public void multiply(
      Matrix coefficients, List<MemorySegment> inputs, List<MemorySegment> outputs) {
    if (!outputs.isEmpty()) {
      codecs
          .get(Math.min(outputs.size(), codecs.size()) - 1)
          .multiply(coefficients, inputs, outputs);
    }
  }
}
