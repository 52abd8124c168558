package dev.satchel.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LocallyRepairableTest {

  private static final Code LRC_12_2_2 = Code.parse("lrc-12-2-2");

  @Test
  void shardsAreDataThenLocalThenGlobalParity() {
    assertThat(LRC_12_2_2.dataShards()).isEqualTo(12);
    assertThat(LRC_12_2_2.parityShards()).isEqualTo(4);
    assertThat(LRC_12_2_2.localGroups())
        .containsExactly(
            new LocalGroup(List.of(0, 1, 2, 3, 4, 5), 12),
            new LocalGroup(List.of(6, 7, 8, 9, 10, 11), 13));
    assertThat(LRC_12_2_2.localGroups().getLast().shards()).containsExactly(6, 7, 8, 9, 10, 11, 13);
    assertThat(Code.parse("rs-6-3").localGroups()).isEmpty();
  }

  @Test
  void localParityIsThePlainSumOfItsGroup() {
    Matrix parity = LRC_12_2_2.parityRows();
    assertThat(parity.row(0)).containsExactly(1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0);
    assertThat(parity.row(1)).containsExactly(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1);
  }

  @Test
  void everyLossOfThreeLeavesEnough() {
    Ranks ranks = Ranks.of(LRC_12_2_2);
    assertThat(sets(16, 3)).hasSize(560).allMatch(lost -> recoverable(ranks, lost));
  }

  /** 1,568 of the 1,820, 86 %, as the authors of Azure's code count them. */
  @Test
  void everyLossOfFourThatAnyCodeOfThisShapeSurvivesLeavesEnough() {
    Ranks ranks = Ranks.of(LRC_12_2_2);
    assertThat(sets(16, 4))
        .hasSize(1_820)
        .allMatch(lost -> recoverable(ranks, lost) == survivable(LRC_12_2_2, lost));
    assertThat(sets(16, 4).stream().filter(lost -> recoverable(ranks, lost))).hasSize(1_568);
  }

  /** Also at the edges of what the name allows: many groups, large groups, one global parity. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "lrc-2-2-1",
        "lrc-4-2-1",
        "lrc-4-2-2",
        "lrc-6-3-2",
        "lrc-8-2-2",
        "lrc-8-4-2",
        "lrc-12-2-2"
      })
  void everyPatternThatAnyCodeOfThisShapeSurvivesLeavesEnough(String name) {
    Ranks ranks = Ranks.of(Code.parse(name));
    for (int lost = 0; lost <= ranks.all(); lost++) {
      assertThat(recoverable(ranks, lost))
          .as("%s without %x", name, lost)
          .isEqualTo(survivable(Code.parse(name), lost));
    }
  }

  /**
   * What the proof needs of the elements of the groups, for the largest code there is: the sums of
   * two elements of one group, its parity's 0 among them, are not 0 and in no other group's sums.
   */
  @Test
  void sumsOfTwoElementsOfAGroupAreItsOwn() {
    Code widest = Code.locallyRepairable(17 * 13, 17, 2);
    Matrix elements = widest.generator().rows(17 * 13 + 17, 17 * 13 + 18);
    Set<Integer> seen = new HashSet<>();
    for (LocalGroup group : widest.localGroups()) {
      Set<Integer> sums = sumsOfTwo(elements, group);
      assertThat(sums).hasSize(15).doesNotContain(0);
      seen.addAll(sums);
    }
    assertThat(seen).hasSize(17 * 15);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lrc-12-5-2",
        "lrc-12-1-2",
        "lrc-0-2-2",
        "lrc-12-0-2",
        "lrc-12-2-0",
        "lrc-12-2-3",
        "lrc-32-2-2",
        "lrc-36-18-2",
        "lrc-238-17-2"
      })
  void shapesWithoutSuchACodeAreRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Code.parse(name))
        .withMessage(
            name
                + ": expected lrc-K-L-G with L from 2 to 17, K = L times 1 to 15, G from 1 to 2"
                + " and K + L + G at most 255");
  }

  private static Set<Integer> sumsOfTwo(Matrix elements, LocalGroup group) {
    List<Integer> own =
        IntStream.concat(
                IntStream.of(0),
                group.dataShards().stream().mapToInt(shard -> elements.at(0, shard)))
            .boxed()
            .toList();
    Set<Integer> sums = new HashSet<>();
    for (int i = 0; i < own.size(); i++) {
      for (int j = 0; j < i; j++) {
        sums.add(own.get(i) ^ own.get(j));
      }
    }
    return sums;
  }

  private static boolean recoverable(Ranks ranks, int lost) {
    return ranks.give(ranks.all() & ~lost, lost);
  }

  /** Each group mends one of its losses; the global parities, as far as left, one each. */
  private static boolean survivable(Code code, int lost) {
    int globals = code.parityShards() - code.localGroups().size();
    int mended =
        code.localGroups().stream()
            .mapToInt(group -> Math.min(1, Integer.bitCount(lost & Ranks.setOf(group.shards()))))
            .sum();
    return Integer.bitCount(lost) - mended <= globals;
  }

  private static List<Integer> sets(int shards, int size) {
    return IntStream.range(0, 1 << shards)
        .filter(set -> Integer.bitCount(set) == size)
        .boxed()
        .toList();
  }
}
