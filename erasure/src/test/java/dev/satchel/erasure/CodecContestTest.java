package dev.satchel.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
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
    String race = "a 3.0, b 9.0, c 8.9";
    assertThat(said)
        .containsExactly(
            "erasure codec b (by count of outputs, in GB/s, 1: %s; 2: %s; 3: %s; 4: %s)"
                .formatted(race, race, race, race));
  }

  /** As on a busy machine, where the compiler gets to it late. */
  @Test
  void codecThatIsCompiledLateIsWaitedFor() {
    AtomicInteger runs = new AtomicInteger();
    CodecContest contest =
        new CodecContest(
            List.of(
                new CodecCandidate("late", "nothing", Optional.of(Named.right("late"))),
                new CodecCandidate("a", "nothing", Optional.of(Named.right("a")))),
            (codec, _) -> codec.name().equals("a") ? 1 : runs.incrementAndGet() > 4 ? 20 : 0.1);
    assertThat(contest.winner(Optional.empty(), said::add).name()).isEqualTo("late");
  }

  @Test
  void hopelessCodecRunsOneRaceOnly() {
    assertThat(contest(Named.right("slow"), Named.right("b"))).isEqualTo("b");
    assertThat(said)
        .containsExactly(
            "erasure codec b (by count of outputs, in GB/s, 1: slow 0.5, b 9.0; 2: b 9.0; 3: b 9.0;"
                + " 4: b 9.0)");
  }

  @Test
  void ofTwoThatAreAboutAsFastThePreferredOneIsChosen() {
    assertThat(contest(Named.right("a"), Named.right("c"), Named.right("b"))).isEqualTo("c");
  }

  @Test
  void eachCountOfOutputsHasItsOwnWinner() {
    Named a = Named.right("a");
    Named b = Named.right("b");
    CodecContest contest =
        new CodecContest(
            List.of(
                new CodecCandidate("a", "nothing", Optional.of(a)),
                new CodecCandidate("b", "nothing", Optional.of(b))),
            (codec, outputs) -> (outputs == 3) == codec.equals(b) ? 2 : 1);

    Codec chosen = contest.winner(Optional.empty(), said::add);

    assertThat(chosen).isEqualTo(new CodecByOutputs(List.of(a, a, b, a)));
    assertThat(chosen.name()).isEqualTo("a+b");
  }

  @Test
  void whatIsMadeOfSeveralGivesTheBytesOfEach() {
    List<String> asked = new ArrayList<>();
    Codec chosen =
        CodecByOutputs.of(
            List.of(
                new Named("a", () -> asked.add("a"), false),
                new Named("b", () -> asked.add("b"), false)));
    for (int parity = 1; parity <= 3; parity++) {
      Coder coder = new Coder(Code.reedSolomon(4, parity), chosen);
      Shards shards = Shards.random(coder, 100, parity);
      assertThat(new Coder(coder.code(), new ScalarCodec()).verify(shards.data(), shards.parity()))
          .isEmpty();
    }
    assertThat(asked).containsExactly("a", "b", "b");
  }

  @Test
  void codecThatGivesWrongBytesIsLeftOutWhateverItsSpeed() {
    assertThat(contest(Named.right("a"), new Named("b", () -> {}, true))).isEqualTo("a");
    assertThat(said)
        .containsExactly(
            "erasure codec 'b' is left out: it gives wrong bytes on this machine",
            "erasure codec a (by count of outputs, in GB/s, 1: a 3.0; 2: a 3.0; 3: a 3.0; 4: a 3.0)");
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
            (_, _) -> {
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
    Map<String, Double> speeds = Map.of("a", 3.0, "b", 9.0, "c", 8.9, "slow", 0.5);
    return new CodecContest(
        List.of(candidates), (codec, _) -> speeds.getOrDefault(codec.name(), 99.0));
  }
}
