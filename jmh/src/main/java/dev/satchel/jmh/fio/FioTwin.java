package dev.satchel.jmh.fio;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.runner.IterationType;

/**
 * Lets fio do its job right before each iteration that counts, so that both see the same disk in
 * the same state: a virtual disk's speed drifts by half within seconds.
 */
public final class FioTwin implements InternalProfiler {

  /** Bytes a second. */
  public static final String BANDWIDTH = "fio-bandwidth";

  /** Profilers are made by JMH and are handed no state: they find the jobs here. */
  private static volatile @Nullable Supplier<FioJob> jobs;

  private double bytesPerSecond;

  /** What fio shall do from now on, each time made anew. */
  public static void does(Supplier<FioJob> next) {
    jobs = next;
  }

  @Override
  public String getDescription() {
    return "fio doing the same";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    bytesPerSecond = 0;
    Supplier<FioJob> next = jobs;
    if (next != null && iteration.getType() == IterationType.MEASUREMENT) {
      try {
        bytesPerSecond = Fio.run(next.get()).bytesPerSecond();
      } catch (IOException e) {
        System.err.println("No bound by fio: " + e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public List<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    return bytesPerSecond == 0
        ? List.of()
        : List.of(new ScalarResult(BANDWIDTH, bytesPerSecond, "B/s", AggregationPolicy.AVG));
  }
}
