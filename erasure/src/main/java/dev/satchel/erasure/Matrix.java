package dev.satchel.erasure;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** An immutable matrix over the {@link Field}. */
public final class Matrix {

  private final byte[][] rows;
  private final int columnCount;

  private Matrix(byte[][] rows, int columnCount) {
    this.rows = rows;
    this.columnCount = columnCount;
  }

  /** Copies the rows, which are all of one length. */
  static Matrix of(byte[][] rows) {
    int columnCount = rows.length == 0 ? 0 : rows[0].length;
    byte[][] copy = new byte[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != columnCount) {
        throw new IllegalArgumentException("row " + i + " has another length than row 0");
      }
      copy[i] = rows[i].clone();
    }
    return new Matrix(copy, columnCount);
  }

  /**
   * Row r, column c holds r to the power of c: any {@code columnCount} of its rows are independent.
   */
  static Matrix vandermonde(int rowCount, int columnCount) {
    byte[][] rows = new byte[rowCount][columnCount];
    for (int r = 0; r < rowCount; r++) {
      for (int c = 0; c < columnCount; c++) {
        rows[r][c] = (byte) Field.power(r, c);
      }
    }
    return new Matrix(rows, columnCount);
  }

  /** How many rows it has. */
  public int rowCount() {
    return rows.length;
  }

  /** How many columns it has. */
  public int columnCount() {
    return columnCount;
  }

  /** The element in that row and column, 0 to 255. */
  public int at(int row, int column) {
    return rows[row][column] & 0xff;
  }

  /** A copy of one row. */
  public byte[] row(int index) {
    return rows[index].clone();
  }

  /** The rows from {@code from} up to and without {@code to}. */
  Matrix rows(int from, int to) {
    return new Matrix(Arrays.copyOfRange(rows, from, to), columnCount);
  }

  /** This matrix times {@code right}. */
  Matrix times(Matrix right) {
    if (columnCount != right.rowCount()) {
      throw new IllegalArgumentException(
          "%d columns times %d rows".formatted(columnCount, right.rowCount()));
    }
    byte[][] product = new byte[rowCount()][right.columnCount];
    for (int r = 0; r < rowCount(); r++) {
      for (int c = 0; c < right.columnCount; c++) {
        int sum = 0;
        for (int i = 0; i < columnCount; i++) {
          sum ^= Field.multiply(at(r, i), right.at(i, c));
        }
        product[r][c] = (byte) sum;
      }
    }
    return new Matrix(product, right.columnCount);
  }

  /**
   * The matrix that gives the identity when multiplied with this one.
   *
   * @throws ArithmeticException if its rows depend on each other
   */
  Matrix inverse() {
    Span span = new Span(columnCount);
    for (byte[] row : rows) {
      span.add(row);
    }
    byte[][] inverse = new byte[columnCount][];
    for (int c = 0; c < columnCount; c++) {
      byte[] unit = new byte[columnCount];
      unit[c] = 1;
      inverse[c] =
          span.express(unit).orElseThrow(() -> new ArithmeticException("the matrix is singular"));
    }
    return of(inverse);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Matrix matrix && Arrays.deepEquals(rows, matrix.rows);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(rows);
  }

  /** Its rows in hex. */
  @Override
  public String toString() {
    return List.of(rows).stream().map(HexFormat.of()::formatHex).toList().toString();
  }
}
