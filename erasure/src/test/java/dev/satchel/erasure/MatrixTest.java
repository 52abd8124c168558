package dev.satchel.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MatrixTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 64, 254})
  void inverseTimesMatrixIsTheIdentity(int size) {
    Matrix matrix = Matrix.vandermonde(size, size);
    assertThat(matrix.inverse().times(matrix)).isEqualTo(identity(size));
    assertThat(matrix.times(matrix.inverse())).isEqualTo(identity(size));
  }

  @Test
  void matrixWithDependentRowsHasNoInverse() {
    Matrix singular = Matrix.of(new byte[][] {{1, 2, 3}, {4, 5, 6}, {5, 7, 5}});
    assertThatThrownBy(singular::inverse)
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("the matrix is singular");
  }

  @Test
  void rowsAndProductsMustFit() {
    Matrix wide = Matrix.vandermonde(2, 3);
    assertThatIllegalArgumentException().isThrownBy(() -> wide.times(wide));
    assertThatIllegalArgumentException().isThrownBy(() -> Matrix.of(new byte[][] {{1}, {1, 2}}));
  }

  @Test
  void matrixDoesNotShareItsRows() {
    byte[][] rows = {{1, 2}, {3, 4}};
    Matrix matrix = Matrix.of(rows);
    rows[0][0] = 9;
    matrix.row(1)[1] = 9;
    assertThat(matrix).hasToString("[0102, 0304]");
  }

  private static Matrix identity(int size) {
    byte[][] rows = new byte[size][size];
    for (int i = 0; i < size; i++) {
      rows[i][i] = 1;
    }
    return Matrix.of(rows);
  }
}
