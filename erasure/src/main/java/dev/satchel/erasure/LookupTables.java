package dev.satchel.erasure;

/**
 * Multiplication as look-ups in registers: bytes are split into parts of so few bits that the
 * products of a part fit in one vector, and the product is the sum of its parts' products.
 *
 * <p>A step is four look-ups. A vector of 64 bytes is indexed by 6 bits, so that a step takes three
 * inputs: the low 6 bits of each, and the 2 high bits of all three put together.
 *
 * <pre>
 *   index 3 of a step    c7 c6 b7 b6 a7 a6
 * </pre>
 *
 * A shorter vector is indexed by 4 bits, and a step takes two inputs: the low nibble of each, then
 * the high nibble of each. Tables repeat every 16 bytes there, which spares the masking of the
 * index: bits above the nibble do not matter.
 */
final class LookupTables {

  /** Look-ups in a step. */
  static final int STEP_TABLES = 4;

  private static final int WIDE_LANES = 64;

  private LookupTables() {}

  /** Whether vectors of so many bytes are indexed by 6 bits. */
  static boolean wide(int lanes) {
    return lanes == WIDE_LANES;
  }

  /** How many inputs a step takes. */
  static int stepInputs(int lanes) {
    return wide(lanes) ? 3 : 2;
  }

  /** Writes the four tables of a step for one output; {@code coefficients} has one an input. */
  static void write(byte[] coefficients, int lanes, byte[] tables, int offset) {
    byte[][] products = new byte[coefficients.length][];
    for (int i = 0; i < products.length; i++) {
      products[i] = Products.of(coefficients[i] & 0xff);
    }
    if (wide(lanes)) {
      writeWide(products, tables, offset);
    } else {
      writeNibbles(products, lanes, tables, offset);
    }
  }

  private static void writeWide(byte[][] products, byte[] tables, int offset) {
    for (int i = 0; i < products.length; i++) {
      System.arraycopy(products[i], 0, tables, offset + i * WIDE_LANES, WIDE_LANES);
    }
    int last = offset + 3 * WIDE_LANES;
    for (int index = 0; index < WIDE_LANES; index++) {
      tables[last + index] =
          (byte)
              (products[0][(index & 3) << 6]
                  ^ products[1][(index >> 2 & 3) << 6]
                  ^ products[2][index >> 4 << 6]);
    }
  }

  private static void writeNibbles(byte[][] products, int lanes, byte[] tables, int offset) {
    for (int i = 0; i < products.length; i++) {
      int low = offset + i * lanes;
      int high = low + 2 * lanes;
      for (int index = 0; index < lanes; index++) {
        tables[low + index] = products[i][index & 0xf];
        tables[high + index] = products[i][(index & 0xf) << 4];
      }
    }
  }
}
