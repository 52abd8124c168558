package dev.satchel.jmh.erasure;

import dev.satchel.jmh.report.Figure;
import dev.satchel.jmh.report.LineChart;
import dev.satchel.jmh.report.Spread;
import dev.satchel.jmh.run.Depth;
import dev.satchel.jmh.run.Jmh;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.openjdk.jmh.runner.RunnerException;

/**
 * What k and m cost: the speed of encoding for k from 4 to 20 and m from 1 to 6.
 *
 * <p>All in this process, because a hundred fresh ones would take a quarter of an hour: good for
 * comparing the shapes with each other, and no claim by themselves.
 */
public final class Shapes {

  /** What the names of its figures begin with. */
  public static final String PREFIX = "shape.rs-";

  private static final int LEAST_K = 4;
  private static final int MOST_K = 20;
  private static final int MOST_M = 6;

  private Shapes() {}

  static List<Figure> measure(Depth depth) throws RunnerException {
    boolean quick = depth.equals(Depth.QUICK);
    int step = quick ? 4 : 1;
    String[] dataShards =
        IntStream.iterate(LEAST_K, k -> k <= MOST_K, k -> k + step)
            .mapToObj(String::valueOf)
            .toArray(String[]::new);
    String[] parityShards =
        IntStream.rangeClosed(1, MOST_M).mapToObj(String::valueOf).toArray(String[]::new);
    return Jmh.here(quick ? 1 : 3)
        .include(ShapeBenchmark.class)
        .threads(1)
        .lasting(quick ? 150 : 300, quick ? 100 : 200)
        .with("k", dataShards)
        .with("m", parityShards)
        .run()
        .stream()
        .map(result ->
            figure(
                Integer.parseInt(result.getParams().getParam("k")),
                result.getParams().getParam("m"),
                Jmh.scores(result)))
        .toList();
  }

  private static Figure figure(int k, String m, double[] stripesPerSecond) {
    double gigabytes = 1e-9 * k * ErasureBenchmark.SHARD_BYTES;
    return Figure.of(
        PREFIX + k + "-" + m, "GB/s", Spread.of(stripesPerSecond, each -> each * gigabytes));
  }

  /** A line for each m over k. */
  public static String picture(List<Figure> figures) {
    Map<String, Map<Integer, Double>> lines = new TreeMap<>();
    for (Figure figure : figures) {
      if (isShape(figure)) {
        String[] shape = figure.name().substring(PREFIX.length()).split("-");
        lines
            .computeIfAbsent("m = " + shape[1], _ -> new TreeMap<>())
            .put(Integer.valueOf(shape[0]), figure.value());
      }
    }
    return LineChart.draw("Encoding by the chosen codec, GB of data a second, over k", lines);
  }

  /** Whether it is one of these figures. */
  public static boolean isShape(Figure figure) {
    return figure.name().startsWith(PREFIX);
  }
}
