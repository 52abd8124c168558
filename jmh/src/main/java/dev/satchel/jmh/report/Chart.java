package dev.satchel.jmh.report;

import java.util.List;
import java.util.Locale;

/** A report's figures as bars, one below the other, in SVG: a panel for each unit. */
public final class Chart {

  private static final int WIDTH = 860;
  private static final int LABEL_WIDTH = 260;
  private static final int BAR_WIDTH = 500;
  private static final int ROW_HEIGHT = 24;
  private static final int TITLE_HEIGHT = 34;

  private final StringBuilder svg = new StringBuilder();
  private int y = TITLE_HEIGHT;

  private Chart() {}

  /** Draws it. */
  public static String draw(Report report) {
    return new Chart().drawn(report);
  }

  private String drawn(Report report) {
    List<String> units = report.results().stream().map(Figure::unit).distinct().toList();
    for (String unit : units) {
      panel(unit, report.results().stream().filter(each -> each.unit().equals(unit)).toList());
    }
    Machine machine = report.machine();
    String title =
        "%s: %s, %d cores, Java %s"
            .formatted(report.suite(), machine.cpu(), machine.cores(), machine.java());
    return """
    <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="13">
    <rect width="100%%" height="100%%" fill="white"/>
    <text x="10" y="22" font-size="15">%s</text>
    %s</svg>
    """
        .formatted(WIDTH, y + ROW_HEIGHT, escaped(title), svg);
  }

  private void panel(String unit, List<Figure> figures) {
    double most = figures.stream().mapToDouble(Figure::max).max().orElse(1);
    y += ROW_HEIGHT;
    text(LABEL_WIDTH, "start", unit);
    for (Figure figure : figures) {
      y += ROW_HEIGHT;
      bar(figure, most > 0 ? BAR_WIDTH / most : 0);
    }
  }

  /** The median as a bar, the least and the greatest as a line through its end. */
  private void bar(Figure figure, double scale) {
    text(LABEL_WIDTH - 8, "end", figure.name());
    String colour = figure.name().startsWith("bound.") ? "#b8b8b8" : "#2a6fb0";
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"16\" fill=\"%s\"/>%n"
                + "<path d=\"M%.1f %dH%.1f\" stroke=\"black\"/>%n",
            LABEL_WIDTH,
            y - 12,
            figure.value() * scale,
            colour,
            LABEL_WIDTH + figure.min() * scale,
            y - 4,
            LABEL_WIDTH + figure.max() * scale));
    String value = String.format(Locale.ROOT, "%.4g", figure.value());
    text(
        (int) (LABEL_WIDTH + figure.max() * scale) + 8,
        "start",
        figure.ratio() == null ? value : value + " (%.2f)".formatted(figure.ratio()));
  }

  private void text(int x, String anchor, String text) {
    svg.append(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n"
            .formatted(x, y, anchor, escaped(text)));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
