package dev.satchel.erasure;

import dev.satchel.erasure.RecoveryOutcome.Recoverable;
import dev.satchel.erasure.RecoveryOutcome.Unrecoverable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Decides how to calculate shards from those that are left; knows matrices only, no bytes.
 *
 * <p>{@link #cheapest} knows what each shard costs to read, and finds the cheapest that suffice.
 * {@link #plan} takes them in the order in which they are given, until they suffice.
 */
public final class RecoveryPlanner {

  private RecoveryPlanner() {}

  /**
   * Plans the calculation of {@code wanted} from {@code left}.
   *
   * @param left the shards that can be read, cheapest first
   * @param wanted the shards to calculate, of which none is left
   * @throws IllegalArgumentException if a number is no shard of the code, or named twice, or both
   *     left and wanted
   */
  public static RecoveryOutcome plan(Code code, List<Integer> left, List<Integer> wanted) {
    requireDistinctShards(code, left, wanted);
    List<byte[]> targets = wanted.stream().map(code.generator()::row).toList();
    Span span = new Span(code.dataShards());
    List<Integer> sources = new ArrayList<>();
    for (int shard : left) {
      if (targets.stream().allMatch(span::contains)) {
        break;
      }
      if (span.add(code.generator().row(shard))) {
        sources.add(shard);
      }
    }
    List<Integer> beyond =
        wanted.stream().filter(shard -> !span.contains(code.generator().row(shard))).toList();
    return beyond.isEmpty()
        ? new Recoverable(recovery(code, span, sources, wanted))
        : new Unrecoverable(code, lost(code, left), beyond);
  }

  /**
   * Plans the calculation of {@code wanted} from the cheapest shards that suffice; of two such sets
   * that cost the same, the smaller.
   *
   * <p>Two candidates are enough to be exact. Rows that span fewer than all k dimensions span, in
   * these codes, no row but themselves and those of local groups of which they hold all but one: so
   * the first candidate is the rest of each wanted shard's group. Rows that span all k dimensions
   * are a basis, whose cheapest is found by taking the cheapest row that is independent of those
   * taken, again and again (the greedy algorithm on a matroid): the second.
   *
   * @param left the shards that can be read, and what each costs
   * @param wanted the shards to calculate, of which none is left
   * @throws IllegalArgumentException if a number is no shard of the code, or named twice, or both
   *     left and wanted
   */
  public static RecoveryOutcome cheapest(Code code, ReadCosts left, List<Integer> wanted) {
    RecoveryOutcome basis = plan(code, left.cheapestFirst(), wanted);
    if (basis instanceof Recoverable(Recovery global)
        && plan(code, restOfGroups(code, left, wanted), wanted)
            instanceof Recoverable(Recovery local)
        && cheaper(left, local, global)) {
      return new Recoverable(local);
    }
    return basis;
  }

  private static boolean cheaper(ReadCosts costs, Recovery one, Recovery other) {
    int byCost = Long.compare(costs.of(one), costs.of(other));
    return byCost < 0 || byCost == 0 && one.sources().size() < other.sources().size();
  }

  /** What can be read of the local groups that {@code wanted} shards belong to. */
  private static List<Integer> restOfGroups(Code code, ReadCosts left, List<Integer> wanted) {
    return code.localGroups().stream()
        .map(LocalGroup::shards)
        .filter(group -> group.stream().anyMatch(wanted::contains))
        .flatMap(List::stream)
        .filter(left::readable)
        .toList();
  }

  /** Leaves out the sources that no target turned out to need. */
  private static Recovery recovery(
      Code code, Span span, List<Integer> sources, List<Integer> wanted) {
    byte[][] all =
        wanted.stream()
            .map(shard -> span.express(code.generator().row(shard)).orElseThrow())
            .toArray(byte[][]::new);
    int[] used =
        IntStream.range(0, sources.size())
            .filter(column -> IntStream.range(0, all.length).anyMatch(row -> all[row][column] != 0))
            .toArray();
    byte[][] coefficients = new byte[all.length][used.length];
    for (int row = 0; row < all.length; row++) {
      for (int column = 0; column < used.length; column++) {
        coefficients[row][column] = all[row][used[column]];
      }
    }
    List<Integer> needed = IntStream.of(used).mapToObj(sources::get).toList();
    return new Recovery(code, needed, wanted, Matrix.of(coefficients));
  }

  private static List<Integer> lost(Code code, Collection<Integer> left) {
    return IntStream.range(0, code.totalShards())
        .filter(shard -> !left.contains(shard))
        .boxed()
        .toList();
  }

  private static void requireDistinctShards(Code code, List<Integer> left, List<Integer> wanted) {
    Set<Integer> seen = new HashSet<>();
    for (List<Integer> shards : List.of(left, wanted)) {
      for (int shard : shards) {
        if (shard < 0 || shard >= code.totalShards()) {
          throw new IllegalArgumentException("%s has no shard %d".formatted(code.name(), shard));
        }
        if (!seen.add(shard)) {
          throw new IllegalArgumentException(
              "shard %d of %s is named twice".formatted(shard, code.name()));
        }
      }
    }
  }
}
