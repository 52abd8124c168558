package dev.satchel.client.daemon;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** A command's side of the control socket: one question, one answer. */
public final class ControlClient implements AutoCloseable {

  /** For each line; a long answer sends a line every second. */
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final Lines lines;

  private ControlClient(SocketChannel channel) throws IOException {
    lines = new Lines(channel);
  }

  /** Empty when no daemon listens there. */
  public static Optional<ControlClient> connect(Path socket) throws IOException {
    if (!Files.exists(socket)) {
      return Optional.empty();
    }
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    boolean connected = false;
    try {
      connected = channel.connect(UnixDomainSocketAddress.of(socket));
      return Optional.of(new ControlClient(channel));
    } catch (ConnectException e) {
      return Optional.empty();
    } catch (SocketException e) {
      throw new IOException(socket + ": " + e.getMessage(), e);
    } finally {
      if (!connected) {
        channel.close();
      }
    }
  }

  /** Asks, and waits for the answer; what comes before it goes to {@code progress}. */
  public ControlReply ask(ControlCommand command, Consumer<StatusDocument> progress)
      throws IOException {
    lines.write(ControlDocuments.REQUEST.toJson(new ControlRequest(command)), DEADLINE);
    while (true) {
      ControlReply reply = ControlDocuments.read(ControlDocuments.REPLY, lines.read(DEADLINE));
      if (reply.done()) {
        return reply;
      }
      if (reply.status() != null) {
        progress.accept(reply.status());
      }
    }
  }

  /** Asks a question that is answered at once. */
  public ControlReply ask(ControlCommand command) throws IOException {
    return ask(command, status -> {});
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
