package dev.satchel.jmh.report;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lines over a whole-numbered axis, in SVG. */
public final class LineChart {

  private static final int LEFT = 60;
  private static final int TOP = 50;
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int LABELS = 100;
  private static final List<String> COLOURS =
      List.of("#1b5e9e", "#2a9d8f", "#8ab17d", "#e9a23b", "#d1603d", "#7b2d5b");

  private final StringBuilder svg = new StringBuilder();
  private final int least;
  private final int most;
  private final double highest;

  private LineChart(Collection<Map<Integer, Double>> lines) {
    this.least =
        lines.stream().flatMap(line -> line.keySet().stream()).mapToInt(x -> x).min().orElse(0);
    this.most =
        lines.stream().flatMap(line -> line.keySet().stream()).mapToInt(x -> x).max().orElse(1);
    this.highest =
        Math.ceil(
            lines.stream()
                .flatMap(line -> line.values().stream())
                .mapToDouble(y -> y)
                .max()
                .orElse(1));
  }

  /** Draws one line for each name; the maps are in the order of their keys. */
  public static String draw(String title, Map<String, Map<Integer, Double>> lines) {
    LineChart chart = new LineChart(lines.values());
    chart.axes();
    int index = 0;
    for (Map.Entry<String, Map<Integer, Double>> line : lines.entrySet()) {
      chart.line(line.getKey(), line.getValue(), COLOURS.get(index++ % COLOURS.size()));
    }
    return """
    <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="13">
    <rect width="100%%" height="100%%" fill="white"/>
    <text x="10" y="24" font-size="15">%s</text>
    %s</svg>
    """
        .formatted(LEFT + WIDTH + LABELS, TOP + HEIGHT + 40, title, chart.svg);
  }

  private void axes() {
    int steps = 5;
    for (int i = 0; i <= steps; i++) {
      double value = highest * i / steps;
      add(
          "<path d=\"M%d %.1fh%d\" stroke=\"#dddddd\"/>%n<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.1f</text>%n",
          LEFT, y(value), WIDTH, LEFT - 8, y(value) + 4, value);
    }
    for (int at = least; at <= most; at++) {
      add(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>%n",
          x(at), TOP + HEIGHT + 22, at);
    }
  }

  private void line(String name, Map<Integer, Double> points, String colour) {
    StringBuilder path = new StringBuilder();
    double lastY = TOP;
    for (Map.Entry<Integer, Double> point : points.entrySet()) {
      lastY = y(point.getValue());
      path.append(
          String.format(
              Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", x(point.getKey()), lastY));
    }
    add("<path d=\"%s\" stroke=\"%s\" stroke-width=\"2\" fill=\"none\"/>%n", path, colour);
    add(
        "<text x=\"%d\" y=\"%.1f\" fill=\"%s\">%s</text>%n",
        LEFT + WIDTH + 8, lastY + 4, colour, name);
  }

  private double x(int at) {
    return LEFT + (double) WIDTH * (at - least) / Math.max(1, most - least);
  }

  private double y(double value) {
    return TOP + HEIGHT - HEIGHT * value / highest;
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }
}
