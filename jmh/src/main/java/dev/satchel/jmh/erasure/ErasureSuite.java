package dev.satchel.jmh.erasure;

import dev.satchel.erasure.Code;
import dev.satchel.jmh.report.Figure;
import dev.satchel.jmh.report.Spread;
import dev.satchel.jmh.run.Depth;
import dev.satchel.jmh.run.Jmh;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/**
 * GB of data a second, counted as the k shards that an operation reads.
 *
 * <p>The scalar codec does what Backblaze's JavaReedSolomon does, and stands for its speed.
 */
public final class ErasureSuite {

  private ErasureSuite() {}

  /** Rows {@code erasure.CODE.OP.CODEC}. */
  public static List<Figure> run(Depth depth) throws RunnerException {
    return Jmh.of(depth).include(ErasureBenchmark.class).threads(1).run().stream()
        .map(ErasureSuite::figure)
        .toList();
  }

  private static Figure figure(RunResult result) {
    String code = result.getParams().getParam("code");
    double gigabytes = 1e-9 * Code.parse(code).dataShards() * ErasureBenchmark.SHARD_BYTES;
    return Figure.of(
        "erasure.%s.%s.%s"
            .formatted(
                code, result.getParams().getParam("op"), result.getParams().getParam("codec")),
        "GB/s",
        Spread.of(Jmh.scores(result), stripesPerSecond -> stripesPerSecond * gigabytes));
  }
}
