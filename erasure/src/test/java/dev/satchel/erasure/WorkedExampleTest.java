package dev.satchel.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.erasure.RecoveryOutcome.Recoverable;
import dev.satchel.erasure.RecoveryOutcome.Unrecoverable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers in {@code docs/format/erasure-code.md} are true. */
final class WorkedExampleTest {

  private static final Path PAGE = Path.of("../docs/format/erasure-code.md");

  private static String page;

  @BeforeAll
  static void readThePage() throws IOException {
    page = Files.readString(PAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rs-3-2", "lrc-4-2-2"})
  void parityIsAsPrinted(String name) {
    Coder coder = new Coder(Code.parse(name), new ScalarCodec());
    Shards printed = shards(coder.code());
    assertThat(coder.verify(printed.data(), printed.parity())).isEmpty();
  }

  @Test
  void coefficientsAreAsPrintedAndGiveBackTheLostShards() {
    assertRecoveryIsAsPrinted("rs-3-2", List.of(1, 3, 4), List.of(0, 2));
    assertRecoveryIsAsPrinted("lrc-4-2-2", List.of(0, 4), List.of(1));
    assertRecoveryIsAsPrinted("lrc-4-2-2", List.of(4, 5, 6, 7), List.of(0, 1, 2, 3));
  }

  @Test
  void lossThatIsSaidToBeTooMuchIsRefused() {
    Code code = Code.parse("lrc-4-2-2");
    assertThat(RecoveryPlanner.plan(code, List.of(2, 3, 5, 7), List.of(0, 1, 4, 6)))
        .isEqualTo(new Unrecoverable(code, List.of(0, 1, 4, 6), List.of(0, 1, 4, 6)));
  }

  @Test
  void matricesAreAsPrinted() {
    List<MatchResult> rows = find("^\\| ((?:rs|lrc)-[0-9-]+) \\| (`.*`) \\|$").toList();
    assertThat(rows).hasSize(5);
    for (MatchResult row : rows) {
      String printed = row.group(2).replace(" ", "").replace("`", "").replace(",", ", ");
      assertThat(Code.parse(row.group(1)).parityRows()).hasToString("[" + printed + "]");
    }
  }

  @Test
  void powersAreAsPrinted() {
    String powers =
        find("^\\| powers of x, from 0 \\| `(.*)` \\.\\.\\. \\|$")
            .findFirst()
            .orElseThrow()
            .group(1);
    byte[] printed = HexFormat.ofDelimiter(" ").parseHex(powers);
    assertThat(IntStream.range(0, printed.length).map(i -> Field.power(2, i)))
        .isEqualTo(IntStream.range(0, printed.length).mapToObj(i -> printed[i] & 0xff).toList());
  }

  private static void assertRecoveryIsAsPrinted(
      String name, List<Integer> sources, List<Integer> targets) {
    Coder coder = new Coder(Code.parse(name), new ScalarCodec());
    Recovery recovery = ((Recoverable) coder.plan(ReadCosts.same(sources), targets)).recovery();
    assertThat(recovery.sources()).isEqualTo(sources);
    String from = sources.toString().replaceAll("[\\[\\]]", "");
    List<String> printed =
        find(exampleOf(name), "^shard \\d from %s: (.*)$".formatted(from))
            .map(match -> match.group(1).replace(" ", ""))
            .toList();
    assertThat(recovery.coefficients()).hasToString(printed.toString());

    Shards shards = shards(coder.code());
    List<MemorySegment> calculated = Shards.targets(targets.size(), 4);
    coder.recover(recovery, shards.pick(sources), calculated);
    for (int i = 0; i < targets.size(); i++) {
      assertThat(calculated.get(i).mismatch(shards.all().get(targets.get(i)))).isEqualTo(-1);
    }
  }

  private static Shards shards(Code code) {
    List<MemorySegment> shards =
        find(exampleOf(code.name()), "^shard \\d: (.*)$")
            .map(
                match -> MemorySegment.ofArray(HexFormat.ofDelimiter(" ").parseHex(match.group(1))))
            .toList();
    assertThat(shards).hasSize(code.totalShards());
    return new Shards(code, shards);
  }

  /** From its heading to the next. */
  private static String exampleOf(String name) {
    int start = page.indexOf("## Worked example: " + name);
    assertThat(start).isPositive();
    int end = page.indexOf("\n## ", start);
    return page.substring(start, end < 0 ? page.length() : end);
  }

  private static Stream<MatchResult> find(String line) {
    return find(page, line);
  }

  private static Stream<MatchResult> find(String text, String line) {
    return Pattern.compile(line, Pattern.MULTILINE).matcher(text).results();
  }
}
