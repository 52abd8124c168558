package dev.satchel.erasure;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Finds the best of some codecs.
 *
 * @param candidates in order of preference
 * @param speed in GB a second
 */
record CodecContest(List<CodecCandidate> candidates, ToDoubleFunction<Codec> speed) {

  /** What one run of a trial may differ from the next; within that, preference decides. */
  private static final double TIE = 0.9;

  private record Entry(Codec codec, double speed) {}

  /**
   * The fastest that is right, or the forced one.
   *
   * @throws IllegalArgumentException if the forced one is unknown, missing or wrong
   */
  Codec winner(Optional<String> forced, Consumer<String> say) {
    return forced.isPresent() ? forced(forced.get(), say) : fastest(say);
  }

  private Codec forced(String name, Consumer<String> say) {
    CodecCandidate candidate =
        candidates.stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow(() -> refused("unknown erasure codec '%s'".formatted(name)));
    Optional<String> fault = fault(candidate);
    if (fault.isPresent()) {
      throw refused(fault.get());
    }
    say.accept("erasure codec %s, as asked".formatted(name));
    return candidate.codec().orElseThrow();
  }

  private IllegalArgumentException refused(String why) {
    String available =
        candidates.stream()
            .filter(each -> fault(each).isEmpty())
            .map(CodecCandidate::name)
            .collect(joining(", "));
    return new IllegalArgumentException(why + "; available are: " + available);
  }

  private Codec fastest(Consumer<String> say) {
    List<Entry> entries = new ArrayList<>();
    for (CodecCandidate candidate : candidates) {
      Optional<String> fault = fault(candidate);
      if (fault.isPresent()) {
        say.accept(fault.get());
      } else {
        Codec codec = candidate.codec().orElseThrow();
        entries.add(new Entry(codec, speed.applyAsDouble(codec)));
      }
    }
    double best = entries.stream().mapToDouble(Entry::speed).max().orElseThrow();
    Codec chosen =
        entries.stream().filter(entry -> entry.speed >= TIE * best).findFirst().orElseThrow().codec;
    say.accept("erasure codec %s (%s)".formatted(chosen.name(), inWords(entries)));
    return chosen;
  }

  /** Why it cannot be used, in a sentence; empty if it can. */
  private static Optional<String> fault(CodecCandidate candidate) {
    if (candidate.codec().isEmpty()) {
      return Optional.of(
          "erasure codec '%s' is not available: it needs %s"
              .formatted(candidate.name(), candidate.needs()));
    }
    return CodecTrial.fault(candidate.codec().get())
        .map(what -> "erasure codec '%s' is left out: %s".formatted(candidate.name(), what));
  }

  private static String inWords(List<Entry> entries) {
    return entries.stream()
        .map(each -> String.format(Locale.ROOT, "%s %.1f GB/s", each.codec.name(), each.speed))
        .collect(joining(", "));
  }
}
