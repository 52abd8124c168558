package dev.satchel.erasure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The vectors that can be written as sums of multiples of the rows added so far, and how.
 *
 * <p>Gauss's elimination with a ledger: beside every reduced row stands which multiples of the
 * added rows it is made of.
 */
final class Span {

  private final int width;
  private final List<Reduced> basis = new ArrayList<>();
  private int added;

  /** Of vectors of {@code width} elements. */
  Span(int width) {
    this.width = width;
  }

  /**
   * A row whose first element that is not zero, at {@code pivot}, is 1, made of {@code weights}.
   */
  private record Reduced(int pivot, int[] row, int[] weights) {}

  /**
   * Adds a row.
   *
   * @return false when it was in the span already: then it is not added
   */
  boolean add(byte[] row) {
    int[] rest = widen(row);
    int[] weights = new int[width + 1];
    weights[added] = 1;
    reduce(rest, weights);
    int pivot = firstNonZero(rest);
    if (pivot < 0) {
      return false;
    }
    int scale = Field.inverse(rest[pivot]);
    scale(rest, scale);
    scale(weights, scale);
    basis.add(new Reduced(pivot, rest, weights));
    added++;
    return true;
  }

  /** Whether {@code row} lies in the span. */
  boolean contains(byte[] row) {
    return express(row).isPresent();
  }

  /** The multiples of the added rows, in the order of adding, whose sum is {@code row}. */
  Optional<byte[]> express(byte[] row) {
    int[] rest = widen(row);
    int[] weights = new int[width + 1];
    reduce(rest, weights);
    if (firstNonZero(rest) >= 0) {
      return Optional.empty();
    }
    byte[] multiples = new byte[added];
    for (int i = 0; i < added; i++) {
      multiples[i] = (byte) weights[i];
    }
    return Optional.of(multiples);
  }

  /** Takes from {@code rest} what the basis can give; a sum and a difference are the same here. */
  private void reduce(int[] rest, int[] weights) {
    for (Reduced reduced : basis) {
      int factor = rest[reduced.pivot];
      if (factor != 0) {
        addMultiple(rest, reduced.row, factor);
        addMultiple(weights, reduced.weights, factor);
      }
    }
  }

  private static void addMultiple(int[] target, int[] source, int factor) {
    for (int i = 0; i < target.length; i++) {
      target[i] ^= Field.multiply(source[i], factor);
    }
  }

  private static void scale(int[] vector, int factor) {
    for (int i = 0; i < vector.length; i++) {
      vector[i] = Field.multiply(vector[i], factor);
    }
  }

  private static int firstNonZero(int[] vector) {
    for (int i = 0; i < vector.length; i++) {
      if (vector[i] != 0) {
        return i;
      }
    }
    return -1;
  }

  private int[] widen(byte[] row) {
    if (row.length != width) {
      throw new IllegalArgumentException("a row of %d, not of %d".formatted(row.length, width));
    }
    int[] wide = new int[width];
    for (int i = 0; i < width; i++) {
      wide[i] = row[i] & 0xff;
    }
    return wide;
  }
}
