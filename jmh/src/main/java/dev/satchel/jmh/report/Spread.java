package dev.satchel.jmh.report;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Repeated measurements of one thing, in short. */
public record Spread(double median, double min, double max) {

  /** Of at least one measurement. */
  public static Spread of(double[] measurements) {
    double[] sorted = measurements.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  /** Each measurement in another unit; a reciprocal turns the least into the greatest. */
  public static Spread of(double[] measurements, DoubleUnaryOperator toUnit) {
    return of(Arrays.stream(measurements).map(toUnit).toArray());
  }
}
