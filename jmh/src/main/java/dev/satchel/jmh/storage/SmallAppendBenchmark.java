package dev.satchel.jmh.storage;

import dev.satchel.jmh.machine.QuietMachine;
import dev.satchel.jmh.machine.Scratch;
import dev.satchel.storage.format.BatchFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
 * Many callers append batches of 64 KiB, all to one extent, to the three that a cell keeps open for
 * new blocks, or each to one of its own; one sync makes durable what came together.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up before anything else.
public class SmallAppendBenchmark {

  /** Bytes an operation, of all callers together. */
  public static final long BYTES = 192L << 20;

  private static final int CALLERS = 32;
  private static final int BATCH_BYTES = 64 << 10;
  private static final int BATCHES = (int) (BYTES / BATCH_BYTES / CALLERS);
  private static final long DISK_BYTES = 64L << 30;

  /** Buffers; appends go past the page cache where the file system allows it. */
  private static final long FRESH_BYTES = 1L << 30;

  /** What lies around the batches of an extent. */
  private static final long SPARE_BYTES = 1 << 20;

  /** Over how many extents the callers spread. */
  @Param({"1", "3", "32"})
  public int extents;

  private final Callers callers = new Callers(CALLERS);
  private final List<Appender> appenders = new ArrayList<>();
  private final List<OneBuffer> buffers = new ArrayList<>();
  private Scratch scratch;
  private MeasuredStore store;

  /** An empty disk on a machine that holds still. */
  @Setup(Level.Trial)
  public void open() throws IOException, InterruptedException {
    QuietMachine.await(FRESH_BYTES);
    scratch = Scratch.create("extents");
    int callersOfOne = Math.ceilDiv(CALLERS, extents);
    long extentBytes =
        (long) callersOfOne * BATCHES * BatchFormat.paddedLength(BATCH_BYTES) + SPARE_BYTES;
    store =
        new MeasuredStore(
            scratch.folder().resolve("disk"), MeasuredStore.thin(extentBytes, DISK_BYTES));
    for (int i = 0; i < extents; i++) {
      appenders.add(new Appender(store, BATCH_BYTES, i));
    }
    for (int i = 0; i < CALLERS; i++) {
      buffers.add(appenders.get(i % extents).oneBuffer());
    }
  }

  /** Space that was never written. */
  @Setup(Level.Iteration)
  public void turnPage() {
    appenders.forEach(Appender::turnPage);
  }

  /** Every batch from its arrival on. */
  @Benchmark
  public void append() {
    callers.call(number -> append(appenders.get(number % extents), buffers.get(number)));
  }

  private static void append(Appender appender, OneBuffer buffer) {
    for (int i = 0; i < BATCHES; i++) {
      appender.send(buffer.next()).join();
    }
  }

  /** Closes and deletes. */
  @TearDown(Level.Trial)
  public void close() throws IOException {
    callers.close();
    buffers.forEach(OneBuffer::close);
    appenders.forEach(Appender::close);
    store.close();
    scratch.close();
  }
}
