package dev.satchel.jmh.api;

import dev.satchel.jmh.machine.QuietMachine;
import dev.satchel.jmh.machine.Scratch;
import dev.satchel.jmh.server.ServerProcess;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Puts new blocks of 4 MiB of random bytes; each answer means three synced copies and an index row.
 *
 * <p>A fixed number of blocks, timed, and not as many as fit in a time: so the disk fills by the
 * same amount on every machine.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up before anything else.
public class PutBenchmark {

  private static final int CREATED = 201;

  /** More than the three copies of all blocks of a fork, which fill the page cache. */
  private static final long FRESH_BYTES = 6L << 30;

  /** The server, and the account. */
  @State(Scope.Benchmark)
  public static class Cell {
    private final AtomicLong clients = new AtomicLong();
    private Scratch scratch;
    private ServerProcess server;
    private String token;

    /** Starts it on a machine that holds still. */
    @Setup(Level.Trial)
    public void start() throws IOException, InterruptedException {
      QuietMachine.await(FRESH_BYTES);
      scratch = Scratch.create("up");
      server = ServerProcess.start(scratch.folder(), "up");
      try (SignIn signIn = new SignIn(server)) {
        token = signIn.token();
      }
    }

    /** Stops it. */
    @TearDown(Level.Trial)
    public void stop() throws IOException {
      server.close();
      scratch.close();
    }
  }

  /** One connection with blocks of its own. */
  @State(Scope.Thread)
  public static class Client {
    private BlockClient connection;
    private NumberedBlocks blocks;
    private long next;

    /** Connects. */
    @Setup(Level.Trial)
    public void connect(Cell cell) throws IOException {
      blocks = new NumberedBlocks(cell.clients.getAndIncrement());
      connection = new BlockClient(cell.server.address(), cell.token);
    }

    /** Disconnects. */
    @TearDown(Level.Trial)
    public void disconnect() throws IOException {
      connection.close();
    }
  }

  /** One block. */
  @Benchmark
  public void put(Client client) throws IOException {
    int status = client.connection.put(client.blocks.select(client.next++), client.blocks.bytes());
    if (status != CREATED) {
      throw new IOException("put answered " + status);
    }
  }
}
