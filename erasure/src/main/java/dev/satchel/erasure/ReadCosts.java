package dev.satchel.erasure;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which shards of a stripe can be read, and what that costs: any unit, as long as it is one. A
 * shard that is not named here cannot be read.
 *
 * @param costs by shard, 0 to {@link #MAX_COST}
 */
public record ReadCosts(Map<Integer, Long> costs) {

  /** So that the sum over all shards of a code is a {@code long}. */
  public static final long MAX_COST = Long.MAX_VALUE / Code.MAX_SHARDS;

  /**
   * Copies the map.
   *
   * @throws IllegalArgumentException if a cost is negative or above {@link #MAX_COST}
   */
  public ReadCosts {
    costs = Map.copyOf(costs);
    costs.forEach(ReadCosts::requireCost);
  }

  /** Shards that cost the same. */
  public static ReadCosts same(Collection<Integer> shards) {
    return new ReadCosts(shards.stream().collect(Collectors.toMap(Function.identity(), _ -> 1L)));
  }

  /** Whether the shard can be read. */
  public boolean readable(int shard) {
    return costs.containsKey(shard);
  }

  /** Those that can be read; of two that cost the same the one with the lower number is first. */
  public List<Integer> cheapestFirst() {
    return costs.entrySet().stream()
        .sorted(
            Map.Entry.<Integer, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * What it costs to read the sources.
   *
   * @throws IllegalArgumentException if one of them cannot be read
   */
  public long of(Recovery recovery) {
    return recovery.sources().stream().mapToLong(this::of).sum();
  }

  private long of(int shard) {
    Long cost = costs.get(shard);
    if (cost == null) {
      throw new IllegalArgumentException("shard %d cannot be read".formatted(shard));
    }
    return cost;
  }

  private static void requireCost(int shard, long cost) {
    if (cost < 0 || cost > MAX_COST) {
      throw new IllegalArgumentException(
          "shard %d costs %d to read: a cost is 0 to %d".formatted(shard, cost, MAX_COST));
    }
  }
}
