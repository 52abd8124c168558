package dev.satchel.jmh.bound;

import dev.satchel.jmh.machine.QuietMachine;
import dev.satchel.jmh.machine.Scratch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Three copies of 4 MiB, each written in sequence to a preallocated file and made durable: what a
 * put would cost if it were nothing but its disk writes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(time = 1)
@Measurement(time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up before anything else.
public class SyncedCopiesBenchmark {

  /** Bytes an operation, counted once. */
  public static final int BYTES = 4 << 20;

  private static final int COPIES = 3;
  private static final long FILE_BYTES = 128L << 20;

  private final ByteBuffer block = ByteBuffer.allocateDirect(BYTES);
  private final List<FileChannel> files = new ArrayList<>();
  private Scratch scratch;
  private long position;

  /** Preallocates the files by writing them once. */
  @Setup(Level.Trial)
  public void open() throws IOException, InterruptedException {
    byte[] random = new byte[BYTES];
    new Random(1).nextBytes(random);
    block.put(random);
    scratch = Scratch.create("synced-copies");
    for (int copy = 0; copy < COPIES; copy++) {
      Path file = scratch.folder().resolve("copy-" + copy);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      files.add(channel);
      for (long at = 0; at < FILE_BYTES; at += BYTES) {
        write(channel, at);
      }
      channel.force(true);
    }
    QuietMachine.await(0);
  }

  /** One block, three times. */
  @Benchmark
  public void threeSyncedCopies() throws IOException {
    for (FileChannel file : files) {
      write(file, position);
      file.force(false);
    }
    position = (position + BYTES) % FILE_BYTES;
  }

  /** Closes and deletes. */
  @TearDown(Level.Trial)
  public void close() throws IOException {
    for (FileChannel file : files) {
      file.close();
    }
    scratch.close();
  }

  private void write(FileChannel file, long at) throws IOException {
    ByteBuffer bytes = block.duplicate().rewind();
    while (bytes.hasRemaining()) {
      file.write(bytes, at + bytes.position());
    }
  }
}
