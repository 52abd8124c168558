package dev.satchel.jmh.storage;

import dev.satchel.jmh.fio.FioTwin;
import dev.satchel.jmh.report.Figure;
import dev.satchel.jmh.run.Depth;
import dev.satchel.jmh.run.Jmh;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/** Large appends in turns with fio's writes, and small ones in turns with large ones. */
final class Appends {

  /** Each is short, and the compiler wants some hundreds of batches. */
  private static final int WARMUPS = 4;

  private static final double LARGE_MEGABYTES =
      (double) LargeAppendBenchmark.BATCHES * LargeAppendBenchmark.BYTES / Samples.MEGABYTE;
  private static final double SMALL_MEGABYTES = SmallAppendBenchmark.BYTES / Samples.MEGABYTE;

  private final Samples bound = new Samples("bound.fio.write.4m", "MB/s");
  private final Samples large = new Samples("storage.append.4m", "MB/s");
  private final Map<String, Samples> small = new TreeMap<>();

  private Appends() {}

  /** Rows {@code storage.append.*}. */
  static List<Figure> measure(Depth depth) throws RunnerException {
    Appends appends = new Appends();
    for (int i = 0; i < depth.forks(); i++) {
      appends.measureRound(new Depth(1, WARMUPS, depth.iterations()));
    }
    Optional<Figure> bound = appends.bound.figure();
    Optional<Figure> large = appends.large.figure(bound);
    Stream<Optional<Figure>> small =
        appends.small.values().stream().map(samples -> samples.figure(large));
    return Stream.concat(Stream.of(bound, large), small).flatMap(Optional::stream).toList();
  }

  private void measureRound(Depth round) throws RunnerException {
    RunResult largeResult =
        Jmh.of(round)
            .include(LargeAppendBenchmark.class)
            .threads(1)
            .batch(LargeAppendBenchmark.BATCHES, LargeAppendBenchmark.BATCHES)
            .watchedBy(FioTwin.class)
            .run()
            .iterator()
            .next();
    bound.addAll(Jmh.secondary(largeResult, FioTwin.BANDWIDTH), Samples::megabytes);
    large.addAll(Jmh.scores(largeResult), seconds -> LARGE_MEGABYTES / seconds);
    for (RunResult result : Jmh.of(round).include(SmallAppendBenchmark.class).threads(1).run()) {
      small
          .computeIfAbsent(result.getParams().getParam("extents"), Appends::ofExtents)
          .addAll(Jmh.scores(result), seconds -> SMALL_MEGABYTES / seconds);
    }
  }

  private static Samples ofExtents(String count) {
    return new Samples("storage.append.64k-32-callers.extents-" + count, "MB/s");
  }
}
