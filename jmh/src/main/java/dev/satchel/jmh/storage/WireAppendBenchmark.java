package dev.satchel.jmh.storage;

import dev.satchel.jmh.fio.FioJob;
import dev.satchel.jmh.fio.FioTwin;
import dev.satchel.jmh.machine.QuietMachine;
import dev.satchel.storage.ExtentId;
import io.netty.buffer.ByteBuf;
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

/** Four callers append 4 MiB, each to an extent of its own, over TCP on loopback. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up before anything else.
public class WireAppendBenchmark {

  private static final int BLOCK_BYTES = 4 << 20;
  private static final long APPENDS = WireBytes.AN_OPERATION / BLOCK_BYTES / WireBytes.CALLERS;

  /** Room for one caller's appends of an iteration. */
  private static final String EXTENT_SIZE = "208M";

  private static final String DISK_SIZE = "10G";

  private final Callers callers = new Callers(WireBytes.CALLERS);
  private final ByteBuf payload = RandomPayload.of(BLOCK_BYTES, 1);
  private final ExtentId[] extents = new ExtentId[WireBytes.CALLERS];
  private MeasuredNode node;

  /** A node on a machine that holds still. */
  @Setup(Level.Trial)
  public void start() throws IOException, InterruptedException {
    QuietMachine.await(0);
    node = new MeasuredNode(DISK_SIZE, EXTENT_SIZE);
    FioTwin.does(() -> FioJob.syncedWrite(node.newFile(), BLOCK_BYTES, WireBytes.AN_OPERATION));
  }

  /** Space that was never written. */
  @Setup(Level.Iteration)
  public void turnPage() {
    for (int i = 0; i < extents.length; i++) {
      extents[i] = node.create();
    }
  }

  /** Each caller waits until one block is durable before it sends the next. */
  @Benchmark
  public void append() {
    callers.call(number -> append(extents[number]));
  }

  private void append(ExtentId extent) {
    long end = 0;
    for (int i = 0; i < APPENDS; i++) {
      end = node.append(extent, end, payload.duplicate()).join();
    }
  }

  /** Stops the node. */
  @TearDown(Level.Trial)
  public void stop() throws IOException {
    callers.close();
    payload.release();
    node.close();
  }
}
