package dev.satchel.jmh.report;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * One measured figure: the median, and the least and the greatest of the single measurements.
 *
 * @param bound what the figure is held against, from the same run
 * @param ratio value by bound; 1.0 is the bound reached
 */
@Json(naming = Json.Naming.LowerUnderscore)
public record Figure(
    String name,
    String unit,
    double value,
    double min,
    double max,
    @Nullable String bound,
    @Nullable Double ratio) {

  /** A figure that stands alone. */
  public static Figure of(String name, String unit, Spread spread) {
    return new Figure(
        name, unit, round(spread.median()), round(spread.min()), round(spread.max()), null, null);
  }

  /** The same figure beside its bound. */
  public Figure against(Figure bound) {
    return new Figure(name, unit, value, min, max, bound.name, round(value / bound.value));
  }

  /** No measurement here means more than three decimals. */
  private static double round(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
