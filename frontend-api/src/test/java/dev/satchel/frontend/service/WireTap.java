package dev.satchel.frontend.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between a node and all its callers, passes on what they say, and keeps it. */
final class WireTap implements AutoCloseable {
  private final ServerSocket listening;
  private final InetSocketAddress node;
  private final List<Socket> sockets = new ArrayList<>();
  private final List<ByteArrayOutputStream> streams = new CopyOnWriteArrayList<>();

  WireTap(InetSocketAddress node) throws IOException {
    this.node = node;
    this.listening = new ServerSocket(0, 50, node.getAddress());
    Thread.ofVirtual().start(this::accept);
  }

  InetSocketAddress address() {
    InetAddress host = listening.getInetAddress();
    return new InetSocketAddress(host, listening.getLocalPort());
  }

  /** Each direction of each connection, a byte a character. */
  List<String> heard() {
    return streams.stream().map(stream -> stream.toString(ISO_8859_1)).toList();
  }

  private void accept() {
    try {
      while (true) {
        Socket caller = listening.accept();
        Socket onward = new Socket(node.getAddress(), node.getPort());
        synchronized (sockets) {
          sockets.add(caller);
          sockets.add(onward);
        }
        Thread.ofVirtual().start(() -> pump(caller, onward));
        Thread.ofVirtual().start(() -> pump(onward, caller));
      }
    } catch (IOException closed) {
      // The test is over, or the node is gone.
    }
  }

  private void pump(Socket from, Socket to) {
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    streams.add(heard);
    byte[] some = new byte[8192];
    try (from;
        to) {
      for (int n = from.getInputStream().read(some); n >= 0; n = from.getInputStream().read(some)) {
        heard.write(some, 0, n);
        to.getOutputStream().write(some, 0, n);
      }
    } catch (IOException closed) {
      // One of the two ended; both end.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    synchronized (sockets) {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }
}
