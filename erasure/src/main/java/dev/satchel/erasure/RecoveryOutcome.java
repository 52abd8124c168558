package dev.satchel.erasure;

import java.util.List;
import java.util.stream.Collectors;

/** Whether shards can be calculated from those that are left. */
public sealed interface RecoveryOutcome {

  /** They can. */
  record Recoverable(Recovery recovery) implements RecoveryOutcome {}

  /**
   * They cannot: too much is lost.
   *
   * @param code whose shards they are
   * @param lost every shard that is not left, in order
   * @param unrecoverable those of the wanted shards that cannot be calculated
   */
  record Unrecoverable(Code code, List<Integer> lost, List<Integer> unrecoverable)
      implements RecoveryOutcome {

    /** Copies the lists. */
    public Unrecoverable {
      lost = List.copyOf(lost);
      unrecoverable = List.copyOf(unrecoverable);
    }

    /** One sentence that says which shards are lost and how many. */
    public String why() {
      return "%s has lost %d of %d shards (%s): %d left cannot give back %s"
          .formatted(
              code.name(),
              lost.size(),
              code.totalShards(),
              list(lost),
              code.totalShards() - lost.size(),
              list(unrecoverable));
    }

    private static String list(List<Integer> shards) {
      return shards.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
  }
}
