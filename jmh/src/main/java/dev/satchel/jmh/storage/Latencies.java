package dev.satchel.jmh.storage;

import dev.satchel.jmh.report.Figure;
import dev.satchel.jmh.run.Depth;
import dev.satchel.jmh.run.Jmh;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Small appends under a mixed load, in turns with what a bare file takes for them, and, where there
 * is time, with a scrub beside.
 */
final class Latencies {

  private static final int WARMUPS = 1;

  private final List<Row> rows = LatencyProfiler.PERCENTILES.stream().map(Row::named).toList();

  private Latencies() {}

  /**
   * Rows {@code storage.append.4k.*} beside {@code bound.fdatasync.4k.*}; {@code
   * storage.append.4k-scrubbed.*} in a run of several forks only.
   */
  static List<Figure> measure(Depth depth) throws RunnerException {
    Latencies latencies = new Latencies();
    // An iteration takes seconds, so few of them do.
    Depth round = new Depth(1, WARMUPS, depth.iterations() / 2);
    List<String> targets = new ArrayList<>(List.of(MixedBenchmark.RAW, MixedBenchmark.STORE));
    if (depth.forks() > 1) {
      targets.add(MixedBenchmark.SCRUBBED);
    }
    for (int i = 0; i < depth.forks(); i++) {
      for (RunResult result :
          Jmh.of(round)
              .include(MixedBenchmark.class)
              .with("target", targets.toArray(String[]::new))
              .threads(1)
              .watchedBy(LatencyProfiler.class)
              .run()) {
        latencies.add(result);
      }
    }
    return latencies.rows.stream().flatMap(Row::figures).toList();
  }

  private void add(RunResult result) {
    String target = result.getParams().getParam("target");
    for (Row row : rows) {
      row.of(target).addAll(Jmh.secondary(result, row.percentile), milliseconds -> milliseconds);
    }
  }

  /** One percentile, of all. */
  private record Row(String percentile, Samples raw, Samples store, Samples scrubbed) {

    static Row named(LatencyProfiler.Percentile percentile) {
      String name = percentile.name();
      return new Row(
          name,
          new Samples("bound.fdatasync.4k." + name, "ms"),
          new Samples("storage.append.4k." + name, "ms"),
          new Samples("storage.append.4k-scrubbed." + name, "ms"));
    }

    Samples of(String target) {
      return switch (target) {
        case MixedBenchmark.RAW -> raw;
        case MixedBenchmark.STORE -> store;
        case MixedBenchmark.SCRUBBED -> scrubbed;
        default -> throw new IllegalArgumentException("no row for " + target);
      };
    }

    Stream<Figure> figures() {
      Optional<Figure> bound = raw.figure();
      return Stream.of(bound, store.figure(bound), scrubbed.figure(bound))
          .flatMap(Optional::stream);
    }
  }
}
