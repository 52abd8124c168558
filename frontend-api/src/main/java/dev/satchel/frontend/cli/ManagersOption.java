package dev.satchel.frontend.cli;

import java.util.List;
import picocli.CommandLine.Option;

/** Where the cell's managers are. */
final class ManagersOption {
  @Option(
      names = "--manager",
      required = true,
      split = ",",
      paramLabel = "HOST:PORT",
      converter = HostPort.Remote.class,
      description = "The cell's managers.")
  private List<String> addresses = List.of();

  /** Each as {@code HOST:PORT}. */
  List<String> addresses() {
    return addresses;
  }
}
