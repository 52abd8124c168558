package dev.satchel.erasure;

import java.util.List;

/**
 * The rank of every set of a code's rows: what can be given back in principle.
 *
 * <p>Gauss's elimination in its plainest form, on purpose not the one under test.
 */
final class Ranks {

  private final Code code;
  private final byte[] ranks;

  private Ranks(Code code, byte[] ranks) {
    this.code = code;
    this.ranks = ranks;
  }

  /** Bit i of a set stands for shard i. */
  static Ranks of(Code code) {
    byte[] ranks = new byte[1 << code.totalShards()];
    for (int set = 0; set < ranks.length; set++) {
      ranks[set] = (byte) rank(code.generator(), set);
    }
    return new Ranks(code, ranks);
  }

  static int setOf(List<Integer> shards) {
    return shards.stream().mapToInt(shard -> 1 << shard).sum();
  }

  /** Every shard. */
  int all() {
    return ranks.length - 1;
  }

  /** Whether the shards of one set give the shards of another. */
  boolean give(int sources, int targets) {
    return ranks[sources | targets] == ranks[sources];
  }

  /** What the cheapest subset of {@code left} costs that gives {@code targets}; -1 if none does. */
  long leastCost(int left, int targets, ReadCosts costs) {
    long[] price = new long[code.totalShards()];
    costs.costs().forEach((shard, cost) -> price[shard] = cost);
    long least = -1;
    for (int set = left; ; set = (set - 1) & left) {
      if (give(set, targets)) {
        long cost = sum(price, set);
        least = least < 0 ? cost : Math.min(least, cost);
      }
      if (set == 0) {
        return least;
      }
    }
  }

  private static long sum(long[] price, int set) {
    long sum = 0;
    for (int rest = set; rest != 0; rest &= rest - 1) {
      sum += price[Integer.numberOfTrailingZeros(rest)];
    }
    return sum;
  }

  private static int rank(Matrix generator, int set) {
    int[][] rows = new int[Integer.bitCount(set)][generator.columnCount()];
    int next = 0;
    for (int rest = set; rest != 0; rest &= rest - 1) {
      for (int column = 0; column < generator.columnCount(); column++) {
        rows[next][column] = generator.at(Integer.numberOfTrailingZeros(rest), column);
      }
      next++;
    }
    int rank = 0;
    for (int column = 0; column < generator.columnCount() && rank < rows.length; column++) {
      if (bringUp(rows, rank, column)) {
        clearBelow(rows, rank, column);
        rank++;
      }
    }
    return rank;
  }

  private static boolean bringUp(int[][] rows, int top, int column) {
    for (int row = top; row < rows.length; row++) {
      if (rows[row][column] != 0) {
        int[] found = rows[row];
        rows[row] = rows[top];
        rows[top] = found;
        return true;
      }
    }
    return false;
  }

  private static void clearBelow(int[][] rows, int top, int column) {
    int inverse = Field.inverse(rows[top][column]);
    for (int row = top + 1; row < rows.length; row++) {
      int factor = Field.multiply(rows[row][column], inverse);
      for (int i = column; factor != 0 && i < rows[row].length; i++) {
        rows[row][i] ^= Field.multiply(factor, rows[top][i]);
      }
    }
  }
}
