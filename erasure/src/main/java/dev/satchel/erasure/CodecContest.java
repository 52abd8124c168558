package dev.satchel.erasure;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds the best of some codecs, for each count of outputs up to {@link #MOST_OUTPUTS}.
 *
 * @param candidates in order of preference
 * @param speed by which a race is decided
 */
record CodecContest(List<CodecCandidate> candidates, Speed speed) {

  /** From here on all do the same again and again. */
  static final int MOST_OUTPUTS = 4;

  /** What one run of a trial may differ from the next; within that, preference decides. */
  private static final double TIE = 1.03;

  /** Who is so many times slower in one race takes part in no other: a race costs time. */
  private static final double HOPELESS = 4;

  /**
   * What the JVM has not compiled yet looks slow, and on a busy machine that takes long. So the
   * least preferred of several has to win this often before it is believed.
   */
  private static final int RACES_TO_BELIEVE = 5;

  /** GB of data a second that a codec makes so many outputs of. */
  @FunctionalInterface
  interface Speed {
    double of(Codec codec, int outputs);
  }

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
    List<Codec> running = right(say);
    List<Codec> best = new ArrayList<>();
    List<String> races = new ArrayList<>();
    for (int outputs = 1; outputs <= MOST_OUTPUTS; outputs++) {
      List<Entry> entries = race(running, outputs);
      best.add(first(entries));
      races.add("%d: %s".formatted(outputs, inWords(entries)));
      running = within(HOPELESS, entries);
    }
    Codec chosen = CodecByOutputs.of(best);
    say.accept(
        "erasure codec %s (by count of outputs, in GB/s, %s)"
            .formatted(chosen.name(), String.join("; ", races)));
    return chosen;
  }

  private List<Codec> right(Consumer<String> say) {
    List<Codec> right = new ArrayList<>();
    for (CodecCandidate candidate : candidates) {
      fault(candidate).ifPresentOrElse(say, () -> right.add(candidate.codec().orElseThrow()));
    }
    return right;
  }

  private List<Entry> race(List<Codec> running, int outputs) {
    List<Entry> entries = List.of();
    for (int race = 0; race < RACES_TO_BELIEVE; race++) {
      entries = running.stream().map(codec -> new Entry(codec, speed.of(codec, outputs))).toList();
      if (running.size() == 1 || first(entries) != running.getLast()) {
        return entries;
      }
    }
    return entries;
  }

  /** Of those that are about as fast as the fastest, the preferred one. */
  private static Codec first(List<Entry> entries) {
    return within(TIE, entries).getFirst();
  }

  /** Those that take no more than so many times the time of the fastest. */
  private static List<Codec> within(double times, List<Entry> entries) {
    double most = entries.stream().mapToDouble(Entry::speed).max().orElseThrow();
    return entries.stream().filter(entry -> entry.speed * times >= most).map(Entry::codec).toList();
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
        .map(each -> String.format(Locale.ROOT, "%s %.1f", each.codec.name(), each.speed))
        .collect(joining(", "));
  }
}
