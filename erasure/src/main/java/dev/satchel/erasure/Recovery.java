package dev.satchel.erasure;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How to calculate shards from others: each target is a sum of multiples of the sources.
 *
 * @param code whose shards they are
 * @param sources the shards to read, in the order of the coefficients' columns
 * @param targets the shards to calculate, in the order of the coefficients' rows
 * @param coefficients one row a target, one column a source
 */
public record Recovery(
    Code code, List<Integer> sources, List<Integer> targets, Matrix coefficients) {

  /** Copies the lists. */
  public Recovery {
    sources = List.copyOf(sources);
    targets = List.copyOf(targets);
  }

  /** All parity shards from all data shards. */
  public static Recovery encoding(Code code) {
    List<Integer> shards = IntStream.range(0, code.totalShards()).boxed().toList();
    return new Recovery(
        code,
        shards.subList(0, code.dataShards()),
        shards.subList(code.dataShards(), shards.size()),
        code.parityRows());
  }
}
