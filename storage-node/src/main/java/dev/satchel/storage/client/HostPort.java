package dev.satchel.storage.client;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Reads {@code HOST:PORT}, also {@code [::1]:PORT}. */
final class HostPort {

  private static final int HIGHEST_PORT = 65_535;

  private HostPort() {}

  /** An address, or a name that is not resolved yet: each connection looks it up again. */
  static InetSocketAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    if (host.isEmpty()) {
      throw new IllegalArgumentException("an address is HOST:PORT, not '" + text + "'");
    }
    int port = port(text, text.substring(colon + 1));
    InetAddress address = NetUtil.createInetAddressFromIpAddressString(host);
    return address == null
        ? InetSocketAddress.createUnresolved(host, port)
        : new InetSocketAddress(address, port);
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
