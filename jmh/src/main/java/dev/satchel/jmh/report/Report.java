package dev.satchel.jmh.report;

import io.avaje.jsonb.Json;
import io.avaje.jsonb.Jsonb;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** All figures of a run. */
@Json(naming = Json.Naming.LowerUnderscore)
public record Report(String suite, Machine machine, List<Figure> results) {

  /** One JSON document. */
  public String toJson() {
    return Jsonb.builder().build().type(Report.class).toJsonPretty(this);
  }

  /** For a person. */
  public String toTable() {
    StringBuilder table = new StringBuilder();
    table.append(
        "%s, %d cores, Java %s%n%n".formatted(machine.cpu(), machine.cores(), machine.java()));
    table.append(row("", "median", "least", "greatest", "unit", "ratio to"));
    for (Figure figure : results) {
      table.append(
          row(
              figure.name(),
              number(figure.value()),
              number(figure.min()),
              number(figure.max()),
              figure.unit(),
              figure.ratio() == null
                  ? ""
                  : "%.2f of %s"
                      .formatted(figure.ratio(), Objects.requireNonNullElse(figure.bound(), "?"))));
    }
    return table.toString();
  }

  private static String row(Object... cells) {
    return "%-32s %9s %9s %9s  %-9s %s".formatted(cells).stripTrailing() + System.lineSeparator();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
  }
}
