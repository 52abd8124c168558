package dev.satchel.frontend.cli;

import java.net.InetSocketAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code HOST:PORT} to listen on; an IPv6 host stands in brackets. */
final class HostPort implements ITypeConverter<InetSocketAddress> {
  private static final int MAX_PORT = 65_535;

  @Override
  public InetSocketAddress convert(String text) {
    InetSocketAddress named = parse(text);
    InetSocketAddress address = new InetSocketAddress(named.getHostString(), named.getPort());
    if (address.isUnresolved()) {
      throw new TypeConversionException("there is no host " + named.getHostString());
    }
    return address;
  }

  /** Reads the address and asks nobody whether there is such a host. */
  static InetSocketAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon > 0) {
      try {
        int port = Integer.parseInt(text.substring(colon + 1));
        if (port >= 0 && port <= MAX_PORT) {
          String host = text.substring(0, colon).replaceAll("^\\[(.*)]$", "$1");
          return InetSocketAddress.createUnresolved(host, port);
        }
      } catch (NumberFormatException e) {
        // Answered below, as a number out of bounds is.
      }
    }
    throw new TypeConversionException("an address is HOST:PORT, not " + text);
  }

  /** Reads the address of a manager, which need not be there yet. */
  static final class Remote implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      parse(text);
      return text;
    }
  }
}
