package dev.satchel.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CodeTest {

  @ParameterizedTest
  @CsvSource({
    "rs-6-3, 6, 3",
    "rs-10-4, 10, 4",
    "rs-1-1, 1, 1",
    "rs-254-1, 254, 1",
    "rs-1-254, 1, 254"
  })
  void nameSaysTheShards(String name, int dataShards, int parityShards) {
    Code code = Code.parse(name);
    assertThat(code.name()).isEqualTo(name);
    assertThat(code.dataShards()).isEqualTo(dataShards);
    assertThat(code.parityShards()).isEqualTo(parityShards);
    assertThat(code.totalShards()).isEqualTo(dataShards + parityShards);
    assertThat(code).hasToString(name + "/1").isEqualTo(Code.reedSolomon(dataShards, parityShards));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rs",
        "rs-6",
        "rs-6-3-1",
        "RS-6-3",
        "rs-6-3 ",
        "rs--6-3",
        "rs-a-3",
        "none",
        "lrc-12-2",
        "rs-1000-4",
        "rs-06-3",
        "rs-6-03",
        "rs-0-3",
        "rs-6-0",
        "rs-252-4",
        "lrc-012-2-2",
        "lrc-12-2-2/1"
      })
  void otherNamesAreRefusedByName(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Code.parse(name))
        .withMessageContaining(name);
  }

  @Test
  void dataStaysAsItIs() {
    Code code = Code.reedSolomon(10, 4);
    for (int row = 0; row < 10; row++) {
      for (int column = 0; column < 10; column++) {
        assertThat(code.generator().at(row, column)).isEqualTo(row == column ? 1 : 0);
      }
    }
  }

  @Test
  void parityRowsAreTheRestOfTheGenerator() {
    assertThat(Code.reedSolomon(3, 2).parityRows()).hasToString("[010101, 0f0806]");
  }
}
