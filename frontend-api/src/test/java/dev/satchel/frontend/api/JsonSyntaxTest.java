package dev.satchel.frontend.api;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.frontend.http.ProblemException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSyntaxTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        " [ ] ",
        "0",
        "-0",
        "-12.5e+3",
        "1E9",
        "true",
        "false",
        "null",
        "\"\"",
        "\"a\\n\\u00e9\\ud83d\\ude00\\\"\"",
        "[1,2,[3,{\"a\":{}}]]",
        "{\"a\":[],\"b\":{\"c\":null}}",
        "\t\r\n{ \"a\" : 1 , \"b\" : [ 2 , 3 ] }\n",
        "[[[[[[[[[[]]]]]]]]]]",
        "\"\u007f\u20ac\ud83d\ude00\""
      })
  void takesWhatTheGrammarTakes(String text) {
    assertThatCode(() -> check(text)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "[",
        "]",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,}",
        "{a:1}",
        "{1:1}",
        "{\"a\":1 \"b\":2}",
        "[}",
        "{]",
        "[1}",
        "{\"a\":1]",
        "{}{}",
        "1 2",
        "01",
        "-",
        "+1",
        ".5",
        "1.",
        "1e",
        "1e+",
        "0x1",
        "NaN",
        "tru",
        "truee",
        "nul",
        "\"",
        "\"\\",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\ud800\"",
        "\"\\udc00\"",
        "\"\\ud800\\u0041\"",
        "\"a\nb\"",
        "'a'",
        "// c\n1",
        "\u00a01",
        "[1]\u0000"
      })
  void refusesEverythingElse(String text) {
    assertThatThrownBy(() -> check(text)).isInstanceOf(ProblemException.class);
  }

  @Test
  void refusesDepthWithoutRecursion() {
    assertThatCode(() -> check("[".repeat(32) + "]".repeat(32))).doesNotThrowAnyException();
    assertThatThrownBy(() -> check("[".repeat(33) + "]".repeat(33)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("too deep");
    assertThatThrownBy(() -> check("{\"a\":".repeat(1_000_000)))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void refusesWhatIsNotUtf8() {
    assertThatThrownBy(() -> JsonSyntax.check(new byte[] {'"', (byte) 0xc0, (byte) 0xaf, '"'}))
        .isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> JsonSyntax.check(new byte[] {'"', (byte) 0xed, (byte) 0xa0, '"'}))
        .isInstanceOf(ProblemException.class);
  }

  private static void check(String text) {
    JsonSyntax.check(text.getBytes(StandardCharsets.UTF_8));
  }
}
