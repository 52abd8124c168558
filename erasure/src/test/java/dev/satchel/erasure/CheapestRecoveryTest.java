package dev.satchel.erasure;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.satchel.erasure.RecoveryOutcome.Recoverable;
import dev.satchel.erasure.RecoveryOutcome.Unrecoverable;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plan is held against the cheapest of all subsets. */
final class CheapestRecoveryTest {

  private static final int SEED = 20261122;
  private static final Code RS_6_3 = Code.parse("rs-6-3");
  private static final Code LRC_12_2_2 = Code.parse("lrc-12-2-2");

  @Test
  void reedSolomonReadsTheCheapestSix() {
    ReadCosts costs =
        new ReadCosts(Map.of(1, 10L, 2, 1L, 3, 10L, 4, 1L, 5, 1L, 6, 9L, 7, 1L, 8, 1L));
    assertThat(recovery(RS_6_3, costs, List.of(0)).sources())
        .containsExactlyInAnyOrder(2, 4, 5, 7, 8, 6);
  }

  @Test
  void oneLostShardOfAGroupIsReadFromItsSixNotFromTwelve() {
    for (LocalGroup group : LRC_12_2_2.localGroups()) {
      for (int lost : group.shards()) {
        Recovery recovery = recovery(LRC_12_2_2, allBut(LRC_12_2_2, List.of(lost)), List.of(lost));
        assertThat(recovery.sources()).hasSize(6).isSubsetOf(group.shards()).doesNotContain(lost);
      }
    }
  }

  @Test
  void oneLostInEachGroupIsStillRepairedLocally() {
    Recovery recovery = recovery(LRC_12_2_2, allBut(LRC_12_2_2, List.of(3, 8)), List.of(3, 8));
    assertThat(recovery.sources())
        .containsExactlyInAnyOrder(0, 1, 2, 4, 5, 12, 6, 7, 9, 10, 11, 13);
  }

  @Test
  void groupThatIsDearIsNotRead() {
    Map<Integer, Long> costs =
        IntStream.range(1, 16).boxed().collect(toMap(Function.identity(), _ -> 1L));
    costs.put(12, 100L);
    assertThat(recovery(LRC_12_2_2, new ReadCosts(costs), List.of(0)).sources())
        .hasSize(12)
        .doesNotContain(12);
  }

  @Test
  void shardThatCannotBeReadIsNotASource() {
    Recovery recovery = recovery(LRC_12_2_2, allBut(LRC_12_2_2, List.of(0, 1)), List.of(0));
    assertThat(recovery.sources()).hasSize(12).doesNotContain(0, 1);
  }

  @Test
  void tooManyLossesAreNamedAndCounted() {
    RecoveryOutcome outcome =
        RecoveryPlanner.cheapest(
            LRC_12_2_2, allBut(LRC_12_2_2, List.of(0, 1, 2, 3, 7)), List.of(0, 7));
    assertThat(outcome).isInstanceOf(Unrecoverable.class);
    assertThat(((Unrecoverable) outcome).why())
        .isEqualTo(
            "lrc-12-2-2 has lost 5 of 16 shards (0, 1, 2, 3, 7): 11 left cannot give back 0");
  }

  @ParameterizedTest
  @CsvSource({
    "rs-1-2",
    "rs-2-2",
    "rs-4-2",
    "rs-5-3",
    "lrc-2-2-1",
    "lrc-4-2-1",
    "lrc-4-2-2",
    "lrc-6-3-2",
    "lrc-6-2-2",
    "lrc-3-3-2"
  })
  void noSubsetIsCheaperForAnyLossOfASmallCode(String name) {
    Code code = Code.parse(name);
    Ranks ranks = Ranks.of(code);
    Random random = new Random(SEED);
    for (int lost = 1; lost <= ranks.all(); lost++) {
      assertCheapest(code, ranks, lost, random);
      assertCheapest(code, ranks, lost, random);
    }
  }

  @Test
  void noSubsetIsCheaperForAnyLossOfUpToFourOfLrc() {
    Ranks ranks = Ranks.of(LRC_12_2_2);
    Random random = new Random(SEED);
    for (int lost = 1; lost <= ranks.all(); lost++) {
      if (Integer.bitCount(lost) <= 4) {
        assertCheapest(LRC_12_2_2, ranks, lost, random);
      }
    }
  }

  @Test
  void costsThatMakeNoSenseAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReadCosts(Map.of(3, -1L)))
        .withMessageStartingWith("shard 3 costs -1 to read: a cost is 0 to ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReadCosts(Map.of(3, ReadCosts.MAX_COST + 1)));
    ReadCosts dear = new ReadCosts(Map.of(2, ReadCosts.MAX_COST, 3, ReadCosts.MAX_COST));
    assertThat(dear.of(recovery(Code.parse("rs-2-2"), dear, List.of(0))))
        .isEqualTo(2 * ReadCosts.MAX_COST);
  }

  /** All that is lost is wanted, or some of it; few different costs, so that many are equal. */
  private static void assertCheapest(Code code, Ranks ranks, int lost, Random random) {
    int left = ranks.all() & ~lost;
    int some = lost & random.nextInt();
    List<Integer> wanted = shardsOf(some == 0 ? lost : some);
    int highest = 1 + random.nextInt(12);
    ReadCosts costs =
        new ReadCosts(
            shardsOf(left).stream()
                .collect(toMap(Function.identity(), _ -> (long) random.nextInt(highest))));
    long least = ranks.leastCost(left, Ranks.setOf(wanted), costs);
    switch (RecoveryPlanner.cheapest(code, costs, wanted)) {
      case Recoverable(Recovery recovery) ->
          assertThat(costs.of(recovery)).as("%s of %s", wanted, costs).isEqualTo(least);
      case Unrecoverable unrecoverable -> {
        assertThat(least).as(unrecoverable.why()).isEqualTo(-1);
        assertThat(unrecoverable.lost()).isEqualTo(shardsOf(lost));
      }
    }
  }

  private static Recovery recovery(Code code, ReadCosts costs, List<Integer> wanted) {
    return ((Recoverable) RecoveryPlanner.cheapest(code, costs, wanted)).recovery();
  }

  private static ReadCosts allBut(Code code, List<Integer> lost) {
    return ReadCosts.same(
        IntStream.range(0, code.totalShards()).boxed().filter(i -> !lost.contains(i)).toList());
  }

  private static List<Integer> shardsOf(int set) {
    return IntStream.range(0, Integer.SIZE).filter(i -> (set >>> i & 1) == 1).boxed().toList();
  }
}
