package dev.satchel.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class FieldTest {

  @Test
  void productIsThatOfPolynomials() {
    for (int a = 0; a < Field.SIZE; a++) {
      for (int b = 0; b < Field.SIZE; b++) {
        assertThat(Field.multiply(a, b)).isEqualTo(longMultiply(a, b));
      }
    }
  }

  @Test
  void everyElementButZeroHasAnInverse() {
    for (int a = 1; a < Field.SIZE; a++) {
      assertThat(Field.multiply(a, Field.inverse(a))).isEqualTo(1);
    }
    assertThatThrownBy(() -> Field.inverse(0)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void powerIsRepeatedProduct() {
    for (int a = 0; a < Field.SIZE; a++) {
      int product = 1;
      for (int exponent = 0; exponent < 600; exponent++) {
        assertThat(Field.power(a, exponent)).isEqualTo(product);
        product = Field.multiply(product, a);
      }
    }
  }

  /** Shift and add, reducing by 0x11d: no tables. */
  private static int longMultiply(int a, int b) {
    int product = 0;
    for (int bit = 0; bit < 8; bit++) {
      if ((b >> bit & 1) == 1) {
        product ^= a;
      }
      a <<= 1;
      if (a > 0xff) {
        a ^= 0x11d;
      }
    }
    return product;
  }
}
