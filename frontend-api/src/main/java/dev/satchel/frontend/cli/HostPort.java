package dev.satchel.frontend.cli;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code HOST:PORT} to listen on; an IPv6 host stands in brackets. */
final class HostPort implements ITypeConverter<InetSocketAddress> {
  private static final int MAX_PORT = 65_535;

  /** A name, an IPv4 address, or an IPv6 address with or without its brackets. */
  private static final Pattern TEXT =
      Pattern.compile("(\\[[\\p{XDigit}:.%\\w]+]|[\\p{L}\\p{N}.:%_-]+):(\\d{1,5})");

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
  private static InetSocketAddress parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (matcher.matches()) {
      int port = Integer.parseInt(matcher.group(2));
      if (port <= MAX_PORT) {
        String host = matcher.group(1).replaceAll("[\\[\\]]", "");
        return InetSocketAddress.createUnresolved(host, port);
      }
    }
    throw new TypeConversionException(
        "an address is HOST:PORT, with a port up to 65535, not '" + text.strip() + "'");
  }

  /** Reads the address of a manager, which need not be there yet. */
  static final class Remote implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (parse(text).getPort() == 0) {
        throw new TypeConversionException("nobody is found at port 0, as in '" + text + "'");
      }
      return text;
    }
  }
}
