package dev.satchel.jmh.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.satchel.erasure.Matrix;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Skipped where there is no C compiler or no ISA-L; {@link IsaLBound} says which. */
final class IsaLBoundTest {

  private static final int ITERATIONS = 2;

  @Test
  void everyIterationGivesAFigureAboveNothing() throws IOException {
    try (IsaLBound bound = compiled()) {
      Matrix coefficients = new Work("rs-3-2", "encode").plan().coefficients();
      double[] stripesPerSecond = bound.measure(coefficients, ITERATIONS, 5);
      assertThat(stripesPerSecond).hasSize(ITERATIONS);
      assertThat(Arrays.stream(stripesPerSecond)).allMatch(each -> each > 0);
    }
  }

  @Test
  void programThatIsGoneIsAnErrorThatNamesIt() throws IOException {
    IsaLBound bound = compiled();
    Matrix coefficients = new Work("rs-3-2", "encode").plan().coefficients();
    bound.close();
    assertThatThrownBy(() -> bound.measure(coefficients, ITERATIONS, 5))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("isa-l");
  }

  private static IsaLBound compiled() throws IOException {
    Optional<IsaLBound> bound = IsaLBound.compiled();
    assumeTrue(bound.isPresent(), "a C compiler and libisal.so.2 are needed");
    return bound.orElseThrow();
  }
}
