package dev.satchel.jmh.api;

import dev.satchel.contract.BlockHash;
import dev.satchel.jmh.machine.QuietMachine;
import dev.satchel.jmh.machine.Scratch;
import dev.satchel.jmh.server.ServerProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
 * Gets blocks of 4 MiB from the disk, past the page cache where the file system does that; each is
 * checked against its hash by the server.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up before anything else.
public class GetBenchmark {

  private static final int OK = 200;
  private static final int BLOCKS = 64;

  /** The server, and a file whose blocks are read. */
  @State(Scope.Benchmark)
  public static class Cell {
    private final AtomicInteger clients = new AtomicInteger();
    private final List<BlockHash> blocks = new ArrayList<>();
    private Scratch scratch;
    private ServerProcess server;
    private String token;

    /** Starts it and makes the file. */
    @Setup(Level.Trial)
    public void start() throws IOException, InterruptedException {
      scratch = Scratch.create("up");
      server = ServerProcess.start(scratch.folder(), "up");
      try (SignIn signIn = new SignIn(server)) {
        token = signIn.token();
        fill();
        signIn.commit(blocks);
      }
      QuietMachine.await(0);
    }

    private void fill() throws IOException {
      NumberedBlocks source = new NumberedBlocks(0);
      try (BlockClient connection = new BlockClient(server.address(), token)) {
        for (int i = 0; i < BLOCKS; i++) {
          BlockHash hash = source.select(i);
          connection.put(hash, source.bytes());
          blocks.add(hash);
        }
      }
    }

    /** Stops it. */
    @TearDown(Level.Trial)
    public void stop() throws IOException {
      server.close();
      scratch.close();
    }
  }

  /** One connection. */
  @State(Scope.Thread)
  public static class Client {
    private final ByteBuffer body = ByteBuffer.allocateDirect(NumberedBlocks.BYTES);
    private List<BlockHash> blocks;
    private BlockClient connection;
    private int next;

    /** Connects; each client begins elsewhere in the file. */
    @Setup(Level.Trial)
    public void connect(Cell cell) throws IOException {
      blocks = cell.blocks;
      next = cell.clients.getAndIncrement() * 17;
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
  public void get(Client client) throws IOException {
    BlockHash hash = client.blocks.get(client.next++ % client.blocks.size());
    int status = client.connection.get(hash, client.body.clear());
    if (status != OK || client.body.position() != NumberedBlocks.BYTES) {
      throw new IOException(
          "get answered %d with %d bytes".formatted(status, client.body.position()));
    }
  }
}
