package dev.satchel.jmh.storage;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/** Tells JMH the percentiles of what an iteration recorded, in milliseconds. */
public final class LatencyProfiler implements InternalProfiler {

  /** Of interest, as rows call them. */
  static final List<Percentile> PERCENTILES =
      List.of(new Percentile("p50", 50), new Percentile("p99", 99), new Percentile("p99.9", 99.9));

  private static final double NANOS_A_MILLI = 1e6;

  /** Profilers are made by JMH and are handed no state: they find it here. */
  private static volatile @Nullable Histogram recorded;

  /** A name and what it stands for. */
  record Percentile(String name, double percent) {}

  /** What the iteration under way found. */
  static void record(Histogram nanos) {
    recorded = nanos;
  }

  @Override
  public String getDescription() {
    return "percentiles";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    recorded = null;
  }

  @Override
  public List<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    List<ScalarResult> results = new ArrayList<>();
    Histogram nanos = recorded;
    if (nanos != null) {
      for (Percentile each : PERCENTILES) {
        double millis = nanos.getValueAtPercentile(each.percent) / NANOS_A_MILLI;
        results.add(new ScalarResult(each.name, millis, "ms", AggregationPolicy.AVG));
      }
    }
    return results;
  }
}
