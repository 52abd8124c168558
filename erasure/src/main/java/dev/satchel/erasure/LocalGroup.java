package dev.satchel.erasure;

import java.util.List;
import java.util.stream.Stream;

/**
 * Shards of which any one can be calculated from the others: a few data shards and their sum.
 *
 * @param dataShards their numbers in the code
 * @param parityShard the number of their sum
 */
public record LocalGroup(List<Integer> dataShards, int parityShard) {

  /** Copies the list. */
  public LocalGroup {
    dataShards = List.copyOf(dataShards);
  }

  /** All of them, data first. */
  public List<Integer> shards() {
    return Stream.concat(dataShards.stream(), Stream.of(parityShard)).toList();
  }
}
