package dev.satchel.jmh.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/** What the server spent on an iteration: CPU seconds an operation, and the memory it held. */
public final class ServerCost implements InternalProfiler {

  /** CPU seconds an operation. */
  public static final String CPU = "server-cpu";

  /** The most memory, in MiB. */
  public static final String RESIDENT = "server-resident";

  private static final double MIB = 1L << 20;
  private static final double NANOS = 1e9;

  private Duration before = Duration.ZERO;

  @Override
  public String getDescription() {
    return "CPU time and memory of the server's process";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    ServerProcess server = ServerProcess.running();
    before = server == null ? Duration.ZERO : server.cpuTime();
  }

  @Override
  public List<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    ServerProcess server = ServerProcess.running();
    if (server == null) {
      return List.of();
    }
    double seconds = server.cpuTime().minus(before).toNanos() / NANOS;
    double operations = (double) benchmark.getThreads() * iteration.getBatchSize();
    return List.of(
        new ScalarResult(CPU, seconds / operations, "s/op", AggregationPolicy.AVG),
        new ScalarResult(RESIDENT, residentBytes(server) / MIB, "MiB", AggregationPolicy.MAX));
  }

  private static long residentBytes(ServerProcess server) {
    try {
      return server.peakResidentBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
