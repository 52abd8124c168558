package dev.satchel.jmh.storage;

import dev.satchel.jmh.machine.QuietMachine;
import dev.satchel.jmh.machine.Scratch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
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
 * How long a synced append of 4 KiB takes while 100 MB/s of other appends and 100 MB/s of reads go
 * on; the same while a scrub reads at its full rate, too, and of a file without anything of ours in
 * between.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up before anything else.
public class MixedBenchmark {

  static final String RAW = "raw";
  static final String STORE = "store";
  static final String SCRUBBED = "scrubbed";

  private static final int SECONDS = 3;
  private static final int SMALL_A_SECOND = 400;
  private static final int LARGE_A_SECOND = 95;
  private static final int READS_A_SECOND = 24;

  private static final int SMALL = 0;
  private static final int LARGE = 1;
  private static final int CALLERS = 3;

  /** Who is asked. */
  @Param({RAW, STORE, SCRUBBED})
  public String target;

  private final Callers callers = new Callers(CALLERS);
  private Scratch scratch;
  private MixedTarget asked;

  /** On a machine that holds still. */
  @Setup(Level.Trial)
  public void open() throws IOException, InterruptedException {
    scratch = Scratch.create("mixed");
    Path file = scratch.folder().resolve("disk");
    asked = target.equals(RAW) ? new RawFile(file) : new StoreUnderLoad(file, isScrubbed());
    QuietMachine.await(0);
  }

  private boolean isScrubbed() {
    return target.equals(SCRUBBED);
  }

  /** Space that was never written. */
  @Setup(Level.Iteration)
  public void turnPage() {
    asked.turnPage();
  }

  /** Some seconds of everything. */
  @Benchmark
  public void mixed() {
    long startNanos = System.nanoTime();
    callers.call(number -> call(number, startNanos));
  }

  private void call(int number, long startNanos) {
    try {
      switch (number) {
        case SMALL -> LatencyProfiler.record(small(startNanos));
        case LARGE -> new Pace(startNanos, LARGE_A_SECOND, SECONDS).run(i -> asked.appendLarge());
        default -> read(new Pace(startNanos, READS_A_SECOND, SECONDS));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Histogram small(long startNanos) throws IOException {
    return new Pace(startNanos, SMALL_A_SECOND, SECONDS).run(i -> asked.appendSmall());
  }

  private void read(Pace pace) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    pace.run(i -> asked.read(random.nextInt(MixedTarget.READABLE)));
  }

  /** Closes and deletes. */
  @TearDown(Level.Trial)
  public void close() throws IOException {
    callers.close();
    asked.close();
    scratch.close();
  }
}
