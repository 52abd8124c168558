package dev.satchel.jmh.storage;

import dev.satchel.jmh.fio.FioJob;
import dev.satchel.jmh.fio.FioTwin;
import dev.satchel.jmh.machine.QuietMachine;
import dev.satchel.jmh.machine.Scratch;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One caller appends batches of 4 MiB, each answered after a sync of its own. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up before anything else.
public class LargeAppendBenchmark {

  /** Bytes an operation. */
  public static final int BYTES = 4 << 20;

  /** Operations an iteration, which has an extent of its own. */
  public static final int BATCHES = 64;

  private static final long EXTENT_BYTES = 320L << 20;
  private static final long DISK_BYTES = 64L << 30;

  /** Buffers; appends go past the page cache where the file system allows it. */
  private static final long FRESH_BYTES = 1L << 30;

  private Scratch scratch;
  private MeasuredStore store;
  private Appender appender;
  private OneBuffer buffer;

  /** An empty disk on a machine that holds still. */
  @Setup(Level.Trial)
  public void open() throws IOException, InterruptedException {
    QuietMachine.await(FRESH_BYTES);
    scratch = Scratch.create("extents");
    store =
        new MeasuredStore(
            scratch.folder().resolve("disk"), MeasuredStore.thin(EXTENT_BYTES, DISK_BYTES));
    appender = new Appender(store, BYTES, 1);
    buffer = appender.oneBuffer();
    FioTwin.does(() -> FioJob.syncedWrite(scratch.newFile(), BYTES, (long) BATCHES * BYTES));
  }

  /** Space that was never written. */
  @Setup(Level.Iteration)
  public void turnPage() {
    appender.turnPage();
  }

  /** One batch. */
  @Benchmark
  public void append() {
    appender.send(buffer.next()).join();
  }

  /** Closes and deletes. */
  @TearDown(Level.Trial)
  public void close() throws IOException {
    buffer.close();
    appender.close();
    store.close();
    scratch.close();
  }
}
