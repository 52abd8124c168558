package dev.satchel.jmh.storage;

import dev.satchel.jmh.report.Figure;
import dev.satchel.jmh.run.Depth;
import dev.satchel.jmh.run.Jmh;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/** Small appends under a mixed load, in turns with what a bare file takes for them. */
final class Latencies {

  private static final int WARMUPS = 1;
  private static final String RAW = "raw";

  private final List<Row> rows = LatencyProfiler.PERCENTILES.stream().map(Row::of).toList();

  private Latencies() {}

  /** Rows {@code storage.append.4k.*} beside {@code bound.fdatasync.4k.*}. */
  static List<Figure> measure(Depth depth) throws RunnerException {
    Latencies latencies = new Latencies();
    // An iteration takes seconds, so few of them do.
    Depth round = new Depth(1, WARMUPS, depth.iterations() / 2);
    for (int i = 0; i < depth.forks(); i++) {
      for (RunResult result :
          Jmh.of(round)
              .include(MixedBenchmark.class)
              .threads(1)
              .watchedBy(LatencyProfiler.class)
              .run()) {
        latencies.add(result);
      }
    }
    return latencies.rows.stream().flatMap(Row::figures).toList();
  }

  private void add(RunResult result) {
    boolean isRaw = result.getParams().getParam("target").equals(RAW);
    for (Row row : rows) {
      (isRaw ? row.raw : row.store)
          .addAll(Jmh.secondary(result, row.percentile), milliseconds -> milliseconds);
    }
  }

  /** One percentile, of both. */
  private record Row(String percentile, Samples raw, Samples store) {

    static Row of(LatencyProfiler.Percentile percentile) {
      String name = percentile.name();
      return new Row(
          name,
          new Samples("bound.fdatasync.4k." + name, "ms"),
          new Samples("storage.append.4k." + name, "ms"));
    }

    Stream<Figure> figures() {
      Optional<Figure> bound = raw.figure();
      return Stream.of(bound, store.figure(bound)).flatMap(Optional::stream);
    }
  }
}
