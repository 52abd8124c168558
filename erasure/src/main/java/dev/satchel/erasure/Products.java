package dev.satchel.erasure;

/** Every product of two elements of the {@link Field}, for loops that look products up. */
final class Products {

  private static final byte[][] ROWS = rows();

  private Products() {}

  /** The products of {@code a} with every element in turn; shared, not to be changed. */
  static byte[] of(int a) {
    return ROWS[a];
  }

  private static byte[][] rows() {
    byte[][] rows = new byte[Field.SIZE][Field.SIZE];
    for (int a = 0; a < Field.SIZE; a++) {
      for (int b = 0; b < Field.SIZE; b++) {
        rows[a][b] = (byte) Field.multiply(a, b);
      }
    }
    return rows;
  }
}
