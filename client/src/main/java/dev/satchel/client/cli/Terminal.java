package dev.satchel.client.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command sees of the world around the process.
 *
 * @param out for data
 * @param err for messages and progress
 * @param interactive whether a person watches {@code err}
 * @param workingFolder what relative paths start from
 */
record Terminal(
    PrintWriter out,
    PrintWriter err,
    InputStream in,
    boolean interactive,
    Map<String, String> environment,
    Path workingFolder) {

  static Terminal ofProcess() {
    return new Terminal(
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        System.in,
        System.console() != null && System.console().isTerminal(),
        System.getenv(),
        Path.of("").toAbsolutePath());
  }

  /** Colours only for a person who did not forbid them. */
  boolean colours() {
    return interactive && environment.getOrDefault("NO_COLOR", "").isEmpty();
  }
}
