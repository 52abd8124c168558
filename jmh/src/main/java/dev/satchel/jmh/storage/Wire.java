package dev.satchel.jmh.storage;

import dev.satchel.jmh.bound.LoopbackBenchmark;
import dev.satchel.jmh.fio.FioTwin;
import dev.satchel.jmh.report.Figure;
import dev.satchel.jmh.run.Depth;
import dev.satchel.jmh.run.Jmh;
import dev.satchel.jmh.server.ServerCost;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/**
 * 4 MiB at a time between a node's process and callers in another, in turns with what the disk and
 * TCP on loopback do alone. The smaller of the two is the bound.
 */
final class Wire {

  /** A node is a fresh process, too: until its code is compiled it measures the compiler. */
  private static final int WARMUPS = 6;

  private static final double GIBIBYTES = WireBytes.AN_OPERATION / (double) (1L << 30);
  private static final double MEGABYTES = WireBytes.AN_OPERATION / Samples.MEGABYTE;

  private final Samples loopback = new Samples("bound.loopback-tcp", "MB/s");
  private final Direction reads = new Direction("read", "read", WireReadBenchmark.class);
  private final Direction appends = new Direction("append", "write", WireAppendBenchmark.class);

  private Wire() {}

  /** Rows {@code storage.read.4m-wire} and {@code storage.append.4m-wire}. */
  static List<Figure> measure(Depth depth) throws RunnerException {
    Wire wire = new Wire();
    for (int i = 0; i < depth.forks(); i++) {
      wire.measureLoopback(new Depth(1, 1, depth.iterations()));
      wire.reads.measure(new Depth(1, WARMUPS, depth.iterations()));
      wire.appends.measure(new Depth(1, WARMUPS, depth.iterations()));
    }
    Optional<Figure> loopback = wire.loopback.figure();
    return Stream.of(
            loopback.stream(), wire.reads.figures(loopback), wire.appends.figures(loopback))
        .flatMap(each -> each)
        .toList();
  }

  private void measureLoopback(Depth round) throws RunnerException {
    RunResult result =
        Jmh.of(round).include(LoopbackBenchmark.class).threads(1).run().iterator().next();
    loopback.addAll(
        Jmh.scores(result), perSecond -> Samples.megabytes(perSecond * LoopbackBenchmark.BYTES));
  }

  /** One way of the bytes: how fast, and what it costs the node. */
  private static final class Direction {

    private final Class<?> benchmark;
    private final Samples disk;
    private final Samples speed;
    private final Samples cpu;
    private final Samples resident;

    Direction(String name, String diskName, Class<?> benchmark) {
      this.benchmark = benchmark;
      this.disk = new Samples("bound.fio.%s.4m.%s-wire".formatted(diskName, name), "MB/s");
      this.speed = new Samples("storage.%s.4m-wire".formatted(name), "MB/s");
      this.cpu = new Samples("storage.%s.4m-wire.cpu".formatted(name), "CPU s/GiB");
      this.resident = new Samples("storage.%s.4m-wire.resident".formatted(name), "MiB");
    }

    void measure(Depth round) throws RunnerException {
      RunResult result =
          Jmh.of(round)
              .include(benchmark)
              .threads(1)
              .watchedBy(ServerCost.class)
              .watchedBy(FioTwin.class)
              .run()
              .iterator()
              .next();
      disk.addAll(Jmh.secondary(result, FioTwin.BANDWIDTH), Samples::megabytes);
      speed.addAll(Jmh.scores(result), seconds -> MEGABYTES / seconds);
      cpu.addAll(Jmh.secondary(result, ServerCost.CPU), seconds -> seconds / GIBIBYTES);
      resident.addAll(Jmh.secondary(result, ServerCost.RESIDENT), value -> value);
    }

    Stream<Figure> figures(Optional<Figure> loopback) {
      Optional<Figure> reached = disk.figure();
      Optional<Figure> bound =
          reached.flatMap(figure ->
              Stream.concat(Stream.of(figure), loopback.stream())
                  .min(Comparator.comparingDouble(Figure::value)));
      return Stream.of(reached, speed.figure(bound), cpu.figure(), resident.figure())
          .flatMap(Optional::stream);
    }
  }
}
