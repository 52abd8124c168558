package dev.satchel.erasure;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The codecs that this machine has, and the one to use. */
public final class Codecs {

  /** The system property by which an operator forces a codec. */
  public static final String PROPERTY = "satchel.erasure.codec";

  private static final Map<Optional<String>, Codec> CHOSEN = new ConcurrentHashMap<>();

  private Codecs() {}

  /** Those that can be used here; of two that are equally fast the preferred one is first. */
  public static List<Codec> available() {
    return OnThisMachine.CANDIDATES.stream()
        .<Codec>mapMulti((each, to) -> each.codec().ifPresent(to))
        .toList();
  }

  /**
   * Chooses the fastest codec, or the forced one, after proving on awkward sizes that it gives the
   * same bytes as the scalar one.
   *
   * <p>The first call takes up to some seconds, because what the JVM has not compiled yet runs at a
   * hundredth of its speed: it belongs on a thread that nobody waits for. Whoever asks the same
   * again, in the same process, gets the same answer at once.
   *
   * @param forced a codec's name, see {@link #PROPERTY}
   * @param say takes a sentence for each codec that is missing or wrong, and one for the choice
   * @throws IllegalArgumentException if the forced codec is unknown, missing or wrong; the message
   *     lists those that are available
   */
  public static Codec choose(Optional<String> forced, Consumer<String> say) {
    return CHOSEN.computeIfAbsent(
        forced,
        name -> new CodecContest(OnThisMachine.CANDIDATES, CodecTrial::speed).winner(name, say));
  }

  /** What {@link #PROPERTY} says. */
  public static Optional<String> forcedByProperty() {
    return Optional.ofNullable(System.getProperty(PROPERTY));
  }

  /** Looked for when first asked. */
  private static final class OnThisMachine {
    static final List<CodecCandidate> CANDIDATES =
        List.of(
            new CodecCandidate(
                "isa-l", "libisal.so.2 and --enable-native-access", IsaLCodec.installed()),
            new CodecCandidate(
                "vector",
                "--add-modules jdk.incubator.vector and a processor with vectors",
                VectorCodec.ifSupported()),
            new CodecCandidate("scalar", "nothing", Optional.of(new ScalarCodec())));
  }
}
