package dev.satchel.jmh.run;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.profile.Profiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs benchmarks in forks that inherit this process's flags, with its progress on stderr.
 *
 * <p>Heaps are touched before the measurement starts, see {@link
 * dev.satchel.jmh.machine.QuietMachine}.
 */
public final class Jmh {

  private final OptionsBuilder options = new OptionsBuilder();

  private Jmh(Depth depth) {
    options
        .forks(depth.forks())
        .warmupIterations(depth.warmups())
        .measurementIterations(depth.iterations())
        .shouldFailOnError(true)
        .timeout(TimeValue.minutes(2))
        .jvmArgsAppend("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch", "-XX:+UseParallelGC");
  }

  /** A run of that depth. */
  public static Jmh of(Depth depth) {
    return new Jmh(depth);
  }

  /** In this process, for figures that are only compared with each other. */
  public static Jmh here(int iterations) {
    return new Jmh(new Depth(0, 1, iterations));
  }

  /** Every benchmark of that class. */
  public Jmh include(Class<?> benchmarks) {
    options.include("^" + benchmarks.getName().replace(".", "\\.") + "\\.");
    return this;
  }

  /** By so many threads. */
  public Jmh threads(int threads) {
    options.threads(threads);
    return this;
  }

  /** With each of these values of a parameter. */
  public Jmh with(String parameter, String... values) {
    options.param(parameter, values);
    return this;
  }

  /** Iterations of another length than the benchmark says. */
  public Jmh lasting(long warmupMillis, long iterationMillis) {
    options
        .warmupTime(TimeValue.milliseconds(warmupMillis))
        .measurementTime(TimeValue.milliseconds(iterationMillis));
    return this;
  }

  /** So many operations of each thread in an iteration, for benchmarks of single shots. */
  public Jmh batch(int warmupOperations, int operations) {
    options.warmupBatchSize(warmupOperations).measurementBatchSize(operations);
    return this;
  }

  /** Watched by that profiler. */
  public Jmh watchedBy(Class<? extends Profiler> profiler) {
    options.addProfiler(profiler);
    return this;
  }

  /** Runs and gives one result a benchmark and parameter combination. */
  public Collection<RunResult> run() throws RunnerException {
    return new Runner(
            options.build(),
            OutputFormatFactory.createFormatInstance(System.err, VerboseMode.NORMAL))
        .run();
  }

  /** The score of each counted iteration of each fork. */
  public static double[] scores(RunResult result) {
    return iterations(result).stream()
        .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
        .toArray();
  }

  /** What a profiler added to each counted iteration under that name. */
  public static double[] secondary(RunResult result, String label) {
    return iterations(result).stream()
        .map(iteration -> iteration.getSecondaryResults().get(label))
        .filter(Objects::nonNull)
        .mapToDouble(added -> added.getScore())
        .toArray();
  }

  private static List<IterationResult> iterations(RunResult result) {
    return result.getBenchmarkResults().stream()
        .flatMap(fork -> fork.getIterationResults().stream())
        .toList();
  }
}
