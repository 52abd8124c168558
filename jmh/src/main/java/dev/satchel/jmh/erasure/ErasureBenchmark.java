package dev.satchel.jmh.erasure;

import dev.satchel.erasure.Code;
import dev.satchel.erasure.Codec;
import dev.satchel.erasure.Codecs;
import dev.satchel.erasure.Coder;
import dev.satchel.erasure.Recovery;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One thread, shards of 1 MiB off the heap, in rotation through more than any cache holds. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(time = 1)
@Measurement(time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up before anything else.
public class ErasureBenchmark {

  static final int SHARD_BYTES = 1 << 20;
  static final int STRIPES = 24;

  /** In the place of a codec's name: the one that {@link Codecs} chooses. */
  static final String CHOSEN = "chosen";

  /** By name. */
  @Param({"rs-6-3", "rs-10-4"})
  public String code;

  /** What to do: {@code rebuild-N} calculates the first N data shards. */
  @Param({"encode", "rebuild-1", "rebuild-3"})
  public String op;

  /** By name. */
  @Param("scalar")
  public String codec;

  /** The bytes of one operation: what it reads, and where it writes. */
  private record Stripe(List<MemorySegment> sources, List<MemorySegment> targets) {}

  private Arena arena;
  private Coder coder;
  private Recovery recovery;
  private List<Stripe> stripes;
  private int next;

  @Setup(Level.Trial)
  public void fill() {
    coder = new Coder(Code.parse(code), codecOf(codec));
    recovery = new Work(code, op).plan();
    arena = Arena.ofConfined();
    stripes = IntStream.range(0, STRIPES).mapToObj(i -> stripe()).toList();
  }

  /** One stripe. */
  @Benchmark
  public void stripes() {
    Stripe stripe = stripes.get(next);
    coder.recover(recovery, stripe.sources, stripe.targets);
    next = (next + 1) % STRIPES;
  }

  /** Frees the memory. */
  @TearDown(Level.Trial)
  public void free() {
    arena.close();
  }

  private static Codec codecOf(String name) {
    if (name.equals(CHOSEN)) {
      return Codecs.choose(Codecs.forcedByProperty(), System.err::println);
    }
    return Codecs.available().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no codec " + name));
  }

  private Stripe stripe() {
    return new Stripe(segments(recovery.sources().size()), segments(recovery.targets().size()));
  }

  private List<MemorySegment> segments(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> arena.allocate(SHARD_BYTES, 64).fill((byte) (31 * i + 7)))
        .toList();
  }
}
