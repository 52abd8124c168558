package dev.satchel.jmh.erasure;

import dev.satchel.erasure.Code;
import dev.satchel.erasure.Recovery;
import dev.satchel.erasure.RecoveryOutcome.Recoverable;
import dev.satchel.erasure.RecoveryOutcome.Unrecoverable;
import dev.satchel.erasure.RecoveryPlanner;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is measured: an operation of a code.
 *
 * @param code by name
 * @param op {@code encode}, or {@code rebuild-N} for the first N data shards
 */
record Work(String code, String op) {

  private static final String REBUILD = "rebuild-";

  /** Encoding is the recovery of the parity shards, so that one loop measures all. */
  Recovery plan() {
    Code of = Code.parse(code);
    List<Integer> wanted =
        op.equals("encode")
            ? shards(of.dataShards(), of.totalShards())
            : shards(0, Integer.parseInt(op.substring(REBUILD.length())));
    List<Integer> left =
        shards(0, of.totalShards()).stream().filter(shard -> !wanted.contains(shard)).toList();
    return switch (RecoveryPlanner.plan(of, left, wanted)) {
      case Recoverable recoverable -> recoverable.recovery();
      case Unrecoverable unrecoverable -> throw new IllegalArgumentException(unrecoverable.why());
    };
  }

  /** GB of data in a stripe, counted as the k shards that hold it. */
  double gigabytes() {
    return 1e-9 * Code.parse(code).dataShards() * ErasureBenchmark.SHARD_BYTES;
  }

  private static List<Integer> shards(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }
}
