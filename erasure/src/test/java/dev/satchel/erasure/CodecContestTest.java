package dev.satchel.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CodecContestTest {

  private final List<String> said = new ArrayList<>();

  /** The scalar codec by another name, with a fault or none. */
  private record Named(String name, Runnable before, boolean wrong) implements Codec {

    static Named right(String name) {
      return new Named(name, () -> {}, false);
    }

    @Override
    public void multiply(
        Matrix coefficients, List<MemorySegment> inputs, List<MemorySegment> outputs) {
      before.run();
      new ScalarCodec().multiply(coefficients, inputs, outputs);
      if (wrong && outputs.getFirst().byteSize() == 4_097) {
        outputs.getLast().asSlice(4_096).fill((byte) 0);
      }
    }
  }

  @Test
  void fastestIsChosen() {
    assertThat(contest(Named.right("a"), Named.right("b"), Named.right("c"))).isEqualTo("b");
    assertThat(said).containsExactly("erasure codec b (a 1.0 GB/s, b 9.0 GB/s, c 8.5 GB/s)");
  }

  @Test
  void ofTwoThatAreAboutAsFastThePreferredOneIsChosen() {
    assertThat(contest(Named.right("a"), Named.right("c"), Named.right("b"))).isEqualTo("c");
  }

  @Test
  void codecThatGivesWrongBytesIsLeftOutWhateverItsSpeed() {
    assertThat(contest(Named.right("a"), new Named("b", () -> {}, true))).isEqualTo("a");
    assertThat(said)
        .containsExactly(
            "erasure codec 'b' is left out: it gives wrong bytes on this machine",
            "erasure codec a (a 1.0 GB/s)");
  }

  @Test
  void codecThatFailsIsLeftOut() {
    Named failing =
        new Named(
            "b",
            () -> {
              throw new UnsatisfiedLinkError("no such thing");
            },
            false);
    assertThat(contest(Named.right("a"), failing)).isEqualTo("a");
    assertThat(said.getFirst())
        .isEqualTo(
            "erasure codec 'b' is left out: it fails on this machine"
                + " (java.lang.UnsatisfiedLinkError: no such thing)");
  }

  @Test
  void missingCodecIsNamedWithWhatItNeeds() {
    CodecContest contest =
        contestOf(
            new CodecCandidate("b", "a library", Optional.empty()),
            new CodecCandidate("a", "nothing", Optional.of(Named.right("a"))));
    assertThat(contest.winner(Optional.empty(), said::add).name()).isEqualTo("a");
    assertThat(said.getFirst()).isEqualTo("erasure codec 'b' is not available: it needs a library");
  }

  @Test
  void forcedCodecIsTakenWithoutARace() {
    CodecContest contest =
        new CodecContest(
            List.of(
                new CodecCandidate("a", "nothing", Optional.of(Named.right("a"))),
                new CodecCandidate("b", "nothing", Optional.of(Named.right("b")))),
            codec -> {
              throw new AssertionError("no race");
            });
    assertThat(contest.winner(Optional.of("a"), said::add).name()).isEqualTo("a");
    assertThat(said).containsExactly("erasure codec a, as asked");
  }

  @Test
  void forcedCodecThatIsUnknownMissingOrWrongIsRefused() {
    CodecContest contest =
        contestOf(
            new CodecCandidate("m", "a library", Optional.empty()),
            new CodecCandidate("w", "nothing", Optional.of(new Named("w", () -> {}, true))),
            new CodecCandidate("a", "nothing", Optional.of(Named.right("a"))),
            new CodecCandidate("b", "nothing", Optional.of(Named.right("b"))));
    assertRefused(contest, "x", "unknown erasure codec 'x'; available are: a, b");
    assertRefused(
        contest,
        "m",
        "erasure codec 'm' is not available: it needs a library; available are: a, b");
    assertRefused(
        contest,
        "w",
        "erasure codec 'w' is left out: it gives wrong bytes on this machine; available are: a, b");
    assertThat(said).isEmpty();
  }

  private void assertRefused(CodecContest contest, String forced, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> contest.winner(Optional.of(forced), said::add))
        .withMessage(message);
  }

  private String contest(Named... codecs) {
    CodecCandidate[] candidates = new CodecCandidate[codecs.length];
    for (int i = 0; i < codecs.length; i++) {
      candidates[i] = new CodecCandidate(codecs[i].name(), "nothing", Optional.of(codecs[i]));
    }
    return contestOf(candidates).winner(Optional.empty(), said::add).name();
  }

  private static CodecContest contestOf(CodecCandidate... candidates) {
    Map<String, Double> speeds = Map.of("a", 1.0, "b", 9.0, "c", 8.5);
    return new CodecContest(List.of(candidates), codec -> speeds.getOrDefault(codec.name(), 99.0));
  }
}
