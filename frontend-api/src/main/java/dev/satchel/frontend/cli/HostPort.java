package dev.satchel.frontend.cli;

import java.net.InetSocketAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code HOST:PORT}; an IPv6 host stands in brackets. */
final class HostPort implements ITypeConverter<InetSocketAddress> {
  private static final int MAX_PORT = 65_535;

  @Override
  public InetSocketAddress convert(String text) {
    int colon = text.lastIndexOf(':');
    if (colon > 0) {
      String host = text.substring(0, colon).replaceAll("^\\[(.*)]$", "$1");
      InetSocketAddress address = new InetSocketAddress(host, port(text, colon));
      if (!address.isUnresolved()) {
        return address;
      }
      throw new TypeConversionException("there is no host " + host);
    }
    throw notHostPort(text);
  }

  private static int port(String text, int colon) {
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (port >= 0 && port <= MAX_PORT) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Answered below, as a number out of bounds is.
    }
    throw notHostPort(text);
  }

  private static TypeConversionException notHostPort(String text) {
    return new TypeConversionException("an address is HOST:PORT, not " + text);
  }
}
