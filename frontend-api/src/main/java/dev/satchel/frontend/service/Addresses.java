package dev.satchel.frontend.service;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Addresses as others are told of them. */
final class Addresses {

  private Addresses() {}

  /** {@code HOST:PORT}; this machine's name in place of "any address". */
  static String hostPort(InetSocketAddress address) {
    String host =
        address.getAddress().isAnyLocalAddress()
            ? thisMachine()
            : address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  private static String thisMachine() {
    try {
      return InetAddress.getLocalHost().getHostAddress();
    } catch (UnknownHostException e) {
      return InetAddress.getLoopbackAddress().getHostAddress();
    }
  }
}
