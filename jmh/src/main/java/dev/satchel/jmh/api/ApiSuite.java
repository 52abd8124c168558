package dev.satchel.jmh.api;

import dev.satchel.jmh.bound.Sha256Benchmark;
import dev.satchel.jmh.bound.SyncedCopiesBenchmark;
import dev.satchel.jmh.report.Figure;
import dev.satchel.jmh.report.Spread;
import dev.satchel.jmh.run.Depth;
import dev.satchel.jmh.run.Jmh;
import dev.satchel.jmh.server.ServerCost;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Puts and gets of 4 MiB by 1 and by 4 clients, beside what the disk and SHA-256 alone would allow.
 */
public final class ApiSuite {

  private static final int BLOCKS_AN_ITERATION = 32;

  /** A server is a fresh process, too: until its code is compiled it measures the compiler. */
  private static final int BLOCKS_A_WARMUP = 128;

  private static final double MEGABYTE = 1e6;
  private static final double GIBIBYTE = 1L << 30;

  private ApiSuite() {}

  /** Rows {@code api.put.N} and {@code api.get.N} for N clients, their bounds and their cost. */
  public static List<Figure> run(Depth depth) throws RunnerException {
    List<Figure> figures = new ArrayList<>();
    for (int clients : new int[] {1, 4}) {
      Figure copies = bound(depth, SyncedCopiesBenchmark.class, "three-synced-copies", clients);
      Figure sha256 = bound(depth, Sha256Benchmark.class, "sha-256", clients);
      figures.add(copies);
      figures.add(sha256);
      figures.addAll(measure(depth, PutBenchmark.class, "put", clients, copies));
      figures.addAll(measure(depth, GetBenchmark.class, "get", clients, sha256));
    }
    return figures;
  }

  private static Figure bound(Depth depth, Class<?> benchmark, String name, int threads)
      throws RunnerException {
    RunResult result = Jmh.of(depth).include(benchmark).threads(threads).run().iterator().next();
    return Figure.of(
        "bound.%s.%d".formatted(name, threads),
        "MB/s",
        Spread.of(Jmh.scores(result), perSecond -> perSecond * NumberedBlocks.BYTES / MEGABYTE));
  }

  private static List<Figure> measure(
      Depth depth, Class<?> benchmark, String name, int clients, Figure bound)
      throws RunnerException {
    RunResult result =
        Jmh.of(depth)
            .include(benchmark)
            .threads(clients)
            .batch(BLOCKS_A_WARMUP / clients, BLOCKS_AN_ITERATION / clients)
            .watchedBy(ServerCost.class)
            .run()
            .iterator()
            .next();
    double megabytes = (double) BLOCKS_AN_ITERATION * NumberedBlocks.BYTES / MEGABYTE;
    String row = "api.%s.%d".formatted(name, clients);
    return List.of(
        Figure.of(row, "MB/s", Spread.of(Jmh.scores(result), seconds -> megabytes / seconds))
            .against(bound),
        Figure.of(
            row + ".cpu",
            "CPU s/GiB",
            Spread.of(
                Jmh.secondary(result, ServerCost.CPU),
                seconds -> seconds * GIBIBYTE / NumberedBlocks.BYTES)),
        Figure.of(row + ".resident", "MiB", Spread.of(Jmh.secondary(result, ServerCost.RESIDENT))));
  }
}
