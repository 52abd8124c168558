package dev.satchel.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.erasure.RecoveryOutcome.Recoverable;
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

/** The numbers in {@code docs/format/erasure-code.md} are true. */
final class WorkedExampleTest {

  private static final Path PAGE = Path.of("../docs/format/erasure-code.md");

  private static final Coder coder = new Coder(Code.parse("rs-3-2"), new ScalarCodec());

  private static String page;

  @BeforeAll
  static void readThePage() throws IOException {
    page = Files.readString(PAGE);
  }

  @Test
  void parityIsAsPrinted() {
    List<MemorySegment> shards = shards();
    List<MemorySegment> parity = Shards.targets(2, 4);
    coder.encode(shards.subList(0, 3), parity);
    assertThat(parity.get(0).mismatch(shards.get(3))).isEqualTo(-1);
    assertThat(parity.get(1).mismatch(shards.get(4))).isEqualTo(-1);
  }

  @Test
  void coefficientsAreAsPrintedAndGiveBackTheLostShards() {
    Recovery recovery = ((Recoverable) coder.plan(List.of(1, 3, 4), List.of(0, 2))).recovery();
    List<String> printed =
        find("^shard \\d from 1, 3, 4: (.*)$")
            .map(match -> match.group(1).replace(" ", ""))
            .toList();
    assertThat(recovery.coefficients()).hasToString(printed.toString());

    List<MemorySegment> shards = shards();
    List<MemorySegment> targets = Shards.targets(2, 4);
    coder.recover(recovery, recovery.sources().stream().map(shards::get).toList(), targets);
    assertThat(targets.get(0).mismatch(shards.get(0))).isEqualTo(-1);
    assertThat(targets.get(1).mismatch(shards.get(2))).isEqualTo(-1);
  }

  @Test
  void matricesAreAsPrinted() {
    List<MatchResult> rows = find("^\\| (rs-\\d+-\\d+) \\| (`.*`) \\|$").toList();
    assertThat(rows).hasSize(3);
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

  private static List<MemorySegment> shards() {
    List<MemorySegment> shards =
        find("^shard \\d: (.*)$")
            .map(
                match -> MemorySegment.ofArray(HexFormat.ofDelimiter(" ").parseHex(match.group(1))))
            .toList();
    assertThat(shards).hasSize(5);
    return shards;
  }

  private static Stream<MatchResult> find(String line) {
    return Pattern.compile(line, Pattern.MULTILINE).matcher(page).results();
  }
}
