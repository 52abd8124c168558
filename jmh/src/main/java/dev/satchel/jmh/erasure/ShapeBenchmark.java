package dev.satchel.jmh.erasure;

import dev.satchel.erasure.Code;
import dev.satchel.erasure.Codecs;
import dev.satchel.erasure.Coder;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Encoding by the chosen codec, for a grid of k and m. All of them rotate through the same memory,
 * more than any cache holds, so that no shape pays for touching it first.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up before anything else.
public class ShapeBenchmark {

  private static final int SHARDS = 128;

  /** The data shards. */
  @Param("6")
  public int k;

  /** The parity shards. */
  @Param("3")
  public int m;

  private Arena arena;
  private Coder coder;
  private List<MemorySegment> shards;
  private int next;

  @Setup(Level.Trial)
  public void fill() {
    coder =
        new Coder(
            Code.reedSolomon(k, m), Codecs.choose(Codecs.forcedByProperty(), System.err::println));
    arena = Arena.ofConfined();
    shards =
        IntStream.range(0, SHARDS)
            .mapToObj(i -> arena.allocate(ErasureBenchmark.SHARD_BYTES, 64).fill((byte) (31 * i)))
            .toList();
  }

  /** One stripe. */
  @Benchmark
  public void encode() {
    int first = next;
    next = (next + k + m) % (SHARDS - k - m);
    coder.encode(shards.subList(first, first + k), shards.subList(first + k, first + k + m));
  }

  /** Frees the memory. */
  @TearDown(Level.Trial)
  public void free() {
    arena.close();
  }
}
