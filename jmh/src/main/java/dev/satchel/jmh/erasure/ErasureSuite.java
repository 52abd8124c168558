package dev.satchel.jmh.erasure;

import dev.satchel.erasure.Codec;
import dev.satchel.erasure.Codecs;
import dev.satchel.jmh.report.Figure;
import dev.satchel.jmh.report.Spread;
import dev.satchel.jmh.run.Depth;
import dev.satchel.jmh.run.Jmh;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.RunnerException;

/**
 * GB of data a second, counted as the k shards that an operation reads.
 *
 * <p>The bound is ISA-L called from C. Each round measures the bound and every codec once, in a
 * fresh process each, so that a machine that gets slower or faster does so for all of them.
 *
 * <p>The scalar codec does what Backblaze's JavaReedSolomon does, and stands for its speed.
 */
public final class ErasureSuite {

  private static final List<String> CODES = List.of("rs-6-3", "rs-10-4");
  private static final List<String> OPS = List.of("encode", "rebuild-1", "rebuild-3");

  /** What no codec is called, here: ISA-L without Java. */
  private static final String BOUND = "bound";

  private final Depth depth;
  private final List<String> codecs;
  private final Optional<IsaLBound> bound;
  private final Map<Work, Map<String, double[]>> scores = new LinkedHashMap<>();

  private ErasureSuite(Depth depth, Optional<IsaLBound> bound) {
    this.depth = depth;
    this.bound = bound;
    this.codecs =
        Stream.concat(
                Codecs.available().stream().map(Codec::name).sorted(),
                Stream.of(ErasureBenchmark.CHOSEN))
            .toList();
  }

  /** Rows {@code erasure.CODE.OP.CODEC}, {@code bound.isa-l.CODE.OP} and {@code shape.CODE}. */
  public static List<Figure> run(Depth depth) throws RunnerException, IOException {
    Optional<IsaLBound> bound = IsaLBound.compiled();
    try {
      return new ErasureSuite(depth, bound).measured();
    } finally {
      if (bound.isPresent()) {
        bound.get().close();
      }
    }
  }

  private List<Figure> measured() throws RunnerException, IOException {
    for (int round = 0; round < depth.forks(); round++) {
      for (String code : CODES) {
        for (String op : OPS) {
          measure(new Work(code, op));
        }
      }
    }
    List<Figure> figures = new ArrayList<>();
    scores.forEach((work, byCodec) -> figures.addAll(figures(work, byCodec)));
    figures.addAll(Shapes.measure(depth));
    return figures;
  }

  private void measure(Work work) throws RunnerException, IOException {
    if (bound.isPresent()) {
      double[] measured =
          bound.get().measure(work.plan().coefficients(), depth.iterations(), iterationMillis());
      add(work, BOUND, measured);
    }
    for (String codec : codecs) {
      Jmh jmh =
          Jmh.of(new Depth(1, depth.warmups(), depth.iterations()))
              .include(ErasureBenchmark.class)
              .threads(1)
              .lasting(2 * iterationMillis(), iterationMillis())
              .with("code", work.code())
              .with("op", work.op())
              .with("codec", codec);
      add(work, codec, Jmh.scores(jmh.run().iterator().next()));
    }
  }

  private long iterationMillis() {
    return depth.equals(Depth.QUICK) ? 200 : 500;
  }

  private void add(Work work, String codec, double[] measured) {
    scores
        .computeIfAbsent(work, _ -> new LinkedHashMap<>())
        .merge(
            codec,
            measured,
            (a, b) -> DoubleStream.concat(Arrays.stream(a), Arrays.stream(b)).toArray());
  }

  private static List<Figure> figures(Work work, Map<String, double[]> byCodec) {
    List<Figure> figures = new ArrayList<>();
    byCodec.forEach((codec, measured) -> {
      boolean isBound = codec.equals(BOUND);
      String name =
          isBound
              ? "bound.isa-l.%s.%s".formatted(work.code(), work.op())
              : "erasure.%s.%s.%s".formatted(work.code(), work.op(), codec);
      Figure figure = Figure.of(name, "GB/s", Spread.of(measured, each -> each * work.gigabytes()));
      boolean besideBound = !isBound && byCodec.containsKey(BOUND);
      figures.add(besideBound ? figure.against(figures.getFirst()) : figure);
    });
    return figures;
  }
}
