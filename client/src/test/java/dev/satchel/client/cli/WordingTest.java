package dev.satchel.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
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

  @Test
  void namesObeyNothing() {
    assertThat(Wording.printable("a b/né \\ 名前 \ud83d\ude00 $1"))
        .isEqualTo("a b/né \\ 名前 \ud83d\ude00 $1");
    assertThat(Wording.printable("\033[2Ja\nb\r\tc\u007f\u009b"))
        .isEqualTo("\\u001B[2Ja\\nb\\r\\tc\\u007F\\u009B");
    assertThat(Wording.printable("\u202egpj.exe \ud800")).isEqualTo("\\u202Egpj.exe \\uD800");
  }

  @ParameterizedTest
  @CsvSource({"0, 0 files", "1, 1 file", "2, 2 files"})
  void oneIsSingular(long count, String words) {
    assertThat(Wording.count(count, "file")).isEqualTo(words);
  }
}
