package dev.satchel.erasure;

import java.util.List;

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
}
