package dev.satchel.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.00 kB",
    "9994, 9.99 kB",
    "9996, 10.0 kB",
    "999499, 999 kB",
    "999500, 1.00 MB",
    "4194304, 4.19 MB",
    "9223372036854775807, 9.22 EB",
  })
  void sizesHaveThreeDigits(long bytes, String words) {
    assertThat(Wording.bytes(bytes)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 files", "1, 1 file", "2, 2 files"})
  void oneIsSingular(long count, String words) {
    assertThat(Wording.count(count, "file")).isEqualTo(words);
  }
}
