package dev.satchel.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The matrices are part of the format: they are JavaReedSolomon's, element for element. */
final class GeneratorTest {

  static Stream<KnownAnswers.Case> casesWithRows() {
    return KnownAnswers.cases().stream().filter(known -> !known.parityRows().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("casesWithRows")
  void parityRowsAreThoseOfJavaReedSolomon(KnownAnswers.Case known) {
    Matrix rows = known.code().parityRows();
    assertThat(
            IntStream.range(0, rows.rowCount())
                .mapToObj(i -> HexFormat.of().formatHex(rows.row(i))))
        .isEqualTo(known.parityRows());
  }
}
