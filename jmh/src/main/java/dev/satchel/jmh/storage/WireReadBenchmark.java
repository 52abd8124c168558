package dev.satchel.jmh.storage;

import dev.satchel.jmh.fio.FioJob;
import dev.satchel.jmh.fio.FioTwin;
import dev.satchel.jmh.machine.QuietMachine;
import dev.satchel.storage.ExtentId;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
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

/** Four callers read 4 MiB at random places of a node's disk, over TCP on loopback. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up before anything else.
public class WireReadBenchmark {

  private static final int BLOCK_BYTES = 4 << 20;
  private static final long READS = WireBytes.AN_OPERATION / BLOCK_BYTES / WireBytes.CALLERS;

  private static final String DISK_SIZE = "1G";
  private static final String EXTENT_SIZE = "480M";
  private static final int EXTENTS = 2;
  private static final int BATCHES = 118;

  /** Where a block in an extent's n-th batch begins is a multiple of nothing. */
  private static final long BATCH_BYTES = BLOCK_BYTES + 4096;

  private static final int HEADER_BYTES = 40;

  private final Callers callers = new Callers(WireBytes.CALLERS);
  private final List<ExtentId> extents = new ArrayList<>();
  private MeasuredNode node;
  private long seed;

  /** Fills the node's disk. */
  @Setup(Level.Trial)
  public void fill() throws IOException, InterruptedException {
    node = new MeasuredNode(DISK_SIZE, EXTENT_SIZE);
    ByteBuf payload = RandomPayload.of(BLOCK_BYTES, 1);
    for (int i = 0; i < EXTENTS; i++) {
      ExtentId extent = node.create();
      extents.add(extent);
      for (int batch = 0; batch < BATCHES; batch++) {
        node.append(extent, batch * BATCH_BYTES, payload.duplicate()).join();
      }
    }
    payload.release();
    FioTwin.does(() ->
        FioJob.randomRead(node.disk(), BLOCK_BYTES, WireBytes.CALLERS, WireBytes.AN_OPERATION));
    QuietMachine.await(0);
  }

  /** Each caller goes a way of its own. */
  @Benchmark
  public void read() {
    callers.call(number -> read(new SplittableRandom(seed + number)));
    seed += WireBytes.CALLERS;
  }

  private void read(SplittableRandom random) {
    for (int i = 0; i < READS; i++) {
      ExtentId extent = extents.get(random.nextInt(EXTENTS));
      long offset = random.nextInt(BATCHES) * BATCH_BYTES + HEADER_BYTES;
      node.read(extent, offset, BLOCK_BYTES).join().release();
    }
  }

  /** Stops the node. */
  @TearDown(Level.Trial)
  public void stop() throws IOException {
    callers.close();
    node.close();
  }
}
