package dev.satchel.volume.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a command sees of the world around the process.
 *
 * @param out for data
 * @param err for messages
 * @param interactive whether a person sits there
 */
record Terminal(
    PrintStream out,
    PrintStream err,
    InputStream in,
    boolean interactive,
    Map<String, String> environment) {

  static Terminal ofProcess() {
    return new Terminal(
        new PrintStream(System.out, false, StandardCharsets.UTF_8),
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        System.in,
        System.console() != null && System.console().isTerminal(),
        System.getenv());
  }

  /** Colours only for a person who did not forbid them. */
  boolean colours() {
    return interactive && environment.getOrDefault("NO_COLOR", "").isEmpty();
  }
}
