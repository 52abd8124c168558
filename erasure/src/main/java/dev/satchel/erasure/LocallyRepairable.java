package dev.satchel.erasure;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The matrix, version 1, of the codes whose data shards form groups with a parity shard each.
 *
 * <p>The parity of a group is the plain sum of its data. Global parity t, counted from 1, is the
 * sum of a<sup>t</sup> times each data shard, where a = x<sup>s + 17 i</sup> for shard i of group
 * s.
 *
 * <p>With one or two global parities such a code is maximally recoverable: what any code of this
 * shape could give back, it does. For let V<sub>s</sub> hold 0 and every x<sup>s + 17 i</sup>. As
 * x<sup>17</sup> generates the subfield of 16 elements, V<sub>s</sub> is that subfield times
 * x<sup>s</sup>: a sum of two of its elements lies in it again, and any two such sets share only
 * the 0. Give each local parity the element a = 0. What is left to solve has, after each group gave
 * one equation, one of these determinants, and none is 0:
 *
 * <ul>
 *   <li>two shards a, b of one group and the global parity t: a<sup>t</sup> + b<sup>t</sup>, which
 *       for t = 1 or 2 is 0 for a = b only;
 *   <li>three shards of one group: Vandermonde's, of different elements;
 *   <li>two shards a, b of one group and two c, d of another: (a + b)(c + d)(a + b + c + d), where
 *       a + b and c + d are not 0 and of two sets that share only the 0.
 * </ul>
 */
final class LocallyRepairable {

  /** As many as there are sets V. */
  static final int MAX_GROUPS = 17;

  /** As many as there are elements in a set V, but for the 0, which is the local parity's. */
  static final int MAX_GROUP_DATA = 15;

  /** Above two, these coefficients do not suffice. */
  static final int MAX_GLOBAL_PARITY = 2;

  private static final int GENERATOR = 2;

  private LocallyRepairable() {}

  /** Whether there is such a code. */
  static boolean exists(int dataShards, int groups, int globalParity) {
    return groups >= 2
        && groups <= MAX_GROUPS
        && dataShards >= groups
        && dataShards % groups == 0
        && dataShards / groups <= MAX_GROUP_DATA
        && globalParity >= 1
        && globalParity <= MAX_GLOBAL_PARITY
        && dataShards + groups + globalParity <= Code.MAX_SHARDS;
  }

  /** Rows of the data shards, then of the local, then of the global parity shards. */
  static Matrix generator(int dataShards, int groups, int globalParity) {
    byte[][] rows = new byte[dataShards + groups + globalParity][dataShards];
    int groupData = dataShards / groups;
    for (int column = 0; column < dataShards; column++) {
      int group = column / groupData;
      int element = Field.power(GENERATOR, group + MAX_GROUPS * (column % groupData));
      rows[column][column] = 1;
      rows[dataShards + group][column] = 1;
      for (int t = 1; t <= globalParity; t++) {
        rows[dataShards + groups + t - 1][column] = (byte) Field.power(element, t);
      }
    }
    return Matrix.of(rows);
  }

  /** Which shards belong together. */
  static List<LocalGroup> groups(int dataShards, int groups) {
    int groupData = dataShards / groups;
    return IntStream.range(0, groups)
        .mapToObj(group ->
            new LocalGroup(
                IntStream.range(group * groupData, (group + 1) * groupData).boxed().toList(),
                dataShards + group))
        .toList();
  }
}
