package dev.satchel.erasure;

/**
 * The field of 256 elements that the codes calculate in: polynomials over GF(2) modulo x^8 + x^4 +
 * x^3 + x^2 + 1 ({@code 0x11d}), in which x ({@code 2}) generates every element but zero.
 *
 * <p>Elements are the values 0 to 255. Addition and subtraction are both exclusive or.
 */
final class Field {

  /** How many elements there are. */
  static final int SIZE = 256;

  private static final int POLYNOMIAL = 0x11d;
  private static final int ORDER = SIZE - 1;

  /** Twice the powers of x, so that the sum of two logarithms needs no modulus. */
  private static final int[] EXP = new int[2 * ORDER];

  private static final int[] LOG = new int[SIZE];

  static {
    int power = 1;
    for (int i = 0; i < ORDER; i++) {
      EXP[i] = power;
      EXP[i + ORDER] = power;
      LOG[power] = i;
      power <<= 1;
      if (power >= SIZE) {
        power ^= POLYNOMIAL;
      }
    }
  }

  private Field() {}

  /** The product of two elements. */
  static int multiply(int a, int b) {
    return a == 0 || b == 0 ? 0 : EXP[LOG[a] + LOG[b]];
  }

  /**
   * The element that gives 1 when multiplied with {@code a}.
   *
   * @throws ArithmeticException if {@code a} is zero
   */
  static int inverse(int a) {
    if (a == 0) {
      throw new ArithmeticException("zero has no inverse");
    }
    return EXP[ORDER - LOG[a]];
  }

  /** {@code a} to the power of {@code exponent} &gt;= 0; any element to the power of 0 is 1. */
  static int power(int a, int exponent) {
    if (exponent == 0) {
      return 1;
    }
    return a == 0 ? 0 : EXP[LOG[a] * exponent % ORDER];
  }
}
