package dev.satchel.storage.client;

import java.net.InetSocketAddress;

/** Reads {@code HOST:PORT}, also {@code [::1]:PORT}. */
final class HostPort {

  private static final int HIGHEST_PORT = 65_535;

  private HostPort() {}

  /** Not resolved yet: each connection looks the name up again. */
  static InetSocketAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    if (host.isEmpty()) {
      throw new IllegalArgumentException("an address is HOST:PORT, not '" + text + "'");
    }
    return InetSocketAddress.createUnresolved(host, port(text, text.substring(colon + 1)));
  }

  private static int port(String text, String digits) {
    try {
      int port = Integer.parseInt(digits);
      if (port >= 1 && port <= HIGHEST_PORT) {
        return port;
      }
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException("the port in '" + text + "' is no number", notANumber);
    }
    throw new IllegalArgumentException("the port in '" + text + "' is out of range");
  }
}
