package dev.satchel.jmh.storage;

import dev.satchel.jmh.report.Figure;
import dev.satchel.jmh.report.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** Measurements of one thing, from all rounds of a run. */
final class Samples {

  static final double MEGABYTE = 1e6;

  private final String name;
  private final String unit;
  private final List<Double> values = new ArrayList<>();

  Samples(String name, String unit) {
    this.name = name;
    this.unit = unit;
  }

  static double megabytes(double bytes) {
    return bytes / MEGABYTE;
  }

  void add(double value) {
    values.add(value);
  }

  /** Adds measurements of another unit. */
  void addAll(double[] measurements, DoubleUnaryOperator toUnit) {
    for (double measurement : measurements) {
      add(toUnit.applyAsDouble(measurement));
    }
  }

  /** All of them in short; empty when nothing could be measured. */
  Optional<Figure> figure() {
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Figure.of(
                name, unit, Spread.of(values.stream().mapToDouble(Double::doubleValue).toArray())));
  }

  /** The same beside a bound, if there is one. */
  Optional<Figure> figure(Optional<Figure> bound) {
    return figure().map(figure -> bound.map(figure::against).orElse(figure));
  }
}
