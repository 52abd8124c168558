package dev.satchel.storage.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Passes bytes on between callers and a node, and keeps what the callers said. */
final class WireTap implements AutoCloseable {

  private final ServerSocket listening;
  private final InetSocketAddress node;
  private final List<Socket> sockets = new ArrayList<>();
  private final ByteArrayOutputStream toNode = new ByteArrayOutputStream();

  WireTap(InetSocketAddress node, InetAddress listen) throws IOException {
    this.node = node;
    this.listening = new ServerSocket(0, 10, listen);
    Thread.ofVirtual().start(this::accept);
  }

  String hostPort() {
    return listening.getInetAddress().getHostAddress() + ":" + listening.getLocalPort();
  }

  byte[] bytesToNode() {
    return toNode.toByteArray();
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
        Thread.ofVirtual().start(() -> pump(caller, onward, toNode));
        Thread.ofVirtual().start(() -> pump(onward, caller, OutputStream.nullOutputStream()));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private static void pump(Socket from, Socket to, OutputStream record) {
    byte[] some = new byte[8192];
    try (from;
        to) {
      for (int n = from.getInputStream().read(some); n >= 0; n = from.getInputStream().read(some)) {
        record.write(some, 0, n);
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
