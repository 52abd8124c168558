package dev.satchel.client.daemon;

import dev.satchel.client.home.ClientHome;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on the home's socket: one request line a connection, answered in a thread of its own. */
final class ControlServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final int MAX_CONNECTIONS = 32;

  private final ServerSocketChannel channel;
  private final Path socket;
  private final ControlHandler handler;
  private final Semaphore connections = new Semaphore(MAX_CONNECTIONS);

  private ControlServer(ServerSocketChannel channel, Path socket, ControlHandler handler) {
    this.channel = channel;
    this.socket = socket;
    this.handler = handler;
  }

  /** Listens from now on; to be called by the holder of the home's lock only. */
  static ControlServer start(ClientHome home, ControlHandler handler) throws IOException {
    home.prepareSocket();
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    boolean bound = false;
    try {
      channel.bind(UnixDomainSocketAddress.of(home.socket()));
      bound = true;
    } finally {
      if (!bound) {
        channel.close();
      }
    }
    ControlServer server = new ControlServer(channel, home.socket(), handler);
    Thread.ofPlatform().name("control").daemon().start(server::accept);
    return server;
  }

  private void accept() {
    while (channel.isOpen()) {
      try {
        SocketChannel connection = channel.accept();
        if (connections.tryAcquire()) {
          Thread.ofVirtual().name("control-connection").start(() -> serve(connection));
        } else {
          connection.close();
        }
      } catch (AsynchronousCloseException e) {
        return;
      } catch (IOException e) {
        if (channel.isOpen()) {
          LOG.warn("a control connection could not be accepted", e);
        }
      }
    }
  }

  private void serve(SocketChannel connection) {
    try (Lines lines = new Lines(connection)) {
      ControlReply reply = answer(lines);
      lines.write(ControlDocuments.REPLY.toJson(reply), DEADLINE);
    } catch (IOException e) {
      LOG.debug("a control connection broke off", e);
    } finally {
      connections.release();
    }
  }

  private ControlReply answer(Lines lines) throws IOException {
    String line = lines.read(DEADLINE);
    try {
      ControlRequest request = ControlDocuments.read(ControlDocuments.REQUEST, line);
      if (request.command() == null) {
        throw new IOException("a request without a command");
      }
      return handler.handle(
          request.command(),
          status ->
              lines.write(ControlDocuments.REPLY.toJson(ControlReply.progress(status)), DEADLINE));
    } catch (IOException e) {
      return ControlReply.failed(Ending.codeOf(e), String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(socket);
  }
}
