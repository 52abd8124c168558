package dev.satchel.jmh.bound;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
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

/** One TCP connection on loopback: a thread that only sends, and one that only receives. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(time = 1)
@Measurement(time = 500, timeUnit = TimeUnit.MILLISECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up before anything else.
public class LoopbackBenchmark {

  /** Bytes an operation. */
  public static final int BYTES = 4 << 20;

  private final ByteBuffer received = ByteBuffer.allocateDirect(BYTES);
  private SocketChannel receiver;
  private SocketChannel sender;
  private Thread sending;

  /** Connects. */
  @Setup(Level.Trial)
  public void connect() throws IOException {
    try (ServerSocketChannel listening = ServerSocketChannel.open()) {
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      receiver = SocketChannel.open(listening.getLocalAddress());
      sender = listening.accept();
    }
    sending = Thread.ofPlatform().daemon().start(() -> send(sender));
  }

  /** 4 MiB out of the socket. */
  @Benchmark
  public void receive() throws IOException {
    received.clear();
    while (received.hasRemaining()) {
      if (receiver.read(received) < 0) {
        throw new EOFException("the sender stopped");
      }
    }
  }

  /** Disconnects. */
  @TearDown(Level.Trial)
  public void disconnect() throws IOException, InterruptedException {
    receiver.close();
    sender.close();
    sending.join();
  }

  private static void send(SocketChannel sender) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(BYTES);
    try {
      while (true) {
        sender.write(bytes.clear());
      }
    } catch (ClosedChannelException disconnected) {
      // The measurement is over.
    } catch (IOException e) {
      System.err.println("Sending over loopback: " + e.getMessage());
    }
  }
}
