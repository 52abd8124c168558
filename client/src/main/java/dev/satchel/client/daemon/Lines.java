package dev.satchel.client.daemon;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Reads and writes lines on a socket, each within a deadline and a bound on its length. */
final class Lines implements AutoCloseable {

  private static final int LONGEST_BYTES = 16 << 20;

  private final SocketChannel channel;
  private final Selector selector;
  private final ByteBuffer incoming = ByteBuffer.allocate(8192).flip();

  /** Owns the channel from now on. */
  Lines(SocketChannel channel) throws IOException {
    this.channel = channel;
    channel.configureBlocking(false);
    selector = Selector.open();
  }

  void write(String line, Duration deadline) throws IOException {
    long end = System.nanoTime() + deadline.toNanos();
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) == 0) {
        await(SelectionKey.OP_WRITE, end);
      }
    }
  }

  /**
   * The next line.
   *
   * @throws EOFException if the other side went away
   */
  String read(Duration deadline) throws IOException {
    long end = System.nanoTime() + deadline.toNanos();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      while (incoming.hasRemaining()) {
        byte next = incoming.get();
        if (next == '\n') {
          return line.toString(StandardCharsets.UTF_8);
        }
        line.write(next);
      }
      if (line.size() > LONGEST_BYTES) {
        throw new IOException("a line of more than " + LONGEST_BYTES + " bytes");
      }
      fill(end);
    }
  }

  private void fill(long end) throws IOException {
    incoming.clear();
    int count = channel.read(incoming);
    while (count == 0) {
      await(SelectionKey.OP_READ, end);
      count = channel.read(incoming);
    }
    incoming.flip();
    if (count < 0) {
      throw new EOFException("the other side went away");
    }
  }

  private void await(int operation, long end) throws IOException {
    long millis = (end - System.nanoTime()) / 1_000_000;
    channel.register(selector, operation);
    if (millis <= 0 || selector.select(millis) == 0) {
      if (Thread.currentThread().isInterrupted()) {
        throw new IOException("interrupted");
      }
      throw new IOException("no answer in time");
    }
    selector.selectedKeys().clear();
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }
}
