package dev.satchel.storage.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.storage.DamagedPage.Kind;
import dev.satchel.storage.DiskState;
import dev.satchel.storage.ExtentState;
import dev.satchel.storage.IoMode;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.PullOrder;
import dev.satchel.storage.PullSource;
import dev.satchel.storage.QuarantineOrder;
import dev.satchel.storage.ScrubAction;
import dev.satchel.storage.TrafficClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The numbers of wire.md are those that go over the wire. */
class WireNumbersTest {

  private static String page() throws IOException {
    return Files.readString(Path.of("..", "docs", "format", "wire.md")).replaceAll("\\n", " ");
  }

  private static List<String> numbered(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1) + " " + found.group(2).strip())
        .toList();
  }

  @Test
  void operationsHaveTheNumbersOfThePage() throws IOException {
    assertThat(numbered(page(), "\\| (\\d+) ([a-z]+) \\|"))
        .containsExactlyElementsOf(
            Arrays.stream(Op.values())
                .map(op -> op.ordinal() + " " + op.name().toLowerCase(Locale.ROOT))
                .toList());
  }

  @Test
  void errorsHaveTheNumbersOfThePage() throws IOException {
    String page = page();
    int begin = page.indexOf("Errors: ");
    String sentence = page.substring(begin, page.indexOf('.', begin)).replace("I/O", "io");

    assertThat(numbered(sentence, "(\\d+) ([a-z ]+)"))
        .containsExactlyElementsOf(
            Arrays.stream(NodeError.values())
                .map(error -> error.ordinal() + 1 + " " + inWords(error.name()))
                .toList());
  }

  private static String inWords(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  @Test
  void whatElseIsNumberedKeepsItsOrder() {
    assertThat(TrafficClass.values())
        .containsExactly(TrafficClass.CLIENT, TrafficClass.REPAIR, TrafficClass.SCRUB);
    assertThat(ScrubAction.values())
        .containsExactly(
            ScrubAction.REPORT,
            ScrubAction.PAUSE,
            ScrubAction.START,
            ScrubAction.LIMIT,
            ScrubAction.LOOK);
    assertThat(ExtentState.values())
        .containsExactly(
            ExtentState.OPEN,
            ExtentState.CLOSED,
            ExtentState.SEALED,
            ExtentState.FENCED,
            ExtentState.TRASHED);
    assertThat(IoMode.values()).containsExactly(IoMode.DIRECT, IoMode.BUFFERED);
    assertThat(DiskState.values())
        .containsExactly(DiskState.OK, DiskState.SUSPECT, DiskState.FAILED, DiskState.QUARANTINED);
    assertThat(Kind.values())
        .containsExactly(
            Kind.PAGE, Kind.UNREADABLE, Kind.HEADER, Kind.FOOTER, Kind.BATCH, Kind.SLOT);
  }

  @Test
  void limitsAreThoseOfThePage() {
    assertThat(RequestFormat.MAX_PAYLOAD_BYTES).isEqualTo(16 << 20);
    assertThat(ResponseFormat.MAX_BODY_BYTES).isEqualTo(16 << 20);
    assertThat(PullOrder.MOST_PAGES).isEqualTo(16_384);
    assertThat(PullSource.LONGEST_ADDRESS).isEqualTo(300);
    assertThat(QuarantineOrder.MOST_ID_BYTES).isEqualTo(512);
    assertThat(QuarantineOrder.MOST_REASON_BYTES).isEqualTo(448);
  }
}
