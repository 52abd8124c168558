package dev.satchel.frontend.cli;

import java.net.InetSocketAddress;
import picocli.CommandLine.Option;

/** Where a service is found. */
final class ListenOption {
  @Option(
      names = "--listen",
      required = true,
      paramLabel = "HOST:PORT",
      converter = HostPort.class,
      description = "Where it listens; port 0 takes a free one.")
  private InetSocketAddress address = new InetSocketAddress(0);

  InetSocketAddress address() {
    return address;
  }
}
