package dev.satchel.chaos.process;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The folder {@code bin/} of a built checkout, and how its programs are run.
 *
 * @param bin the folder that holds the scripts
 * @param environment what they get on top of this process's own environment
 */
public record Programs(Path bin, Map<String, String> environment) {

  /** A finished command. */
  public record Finished(int exitCode, String output, String errors) {

    /** The output, if the command ended well. */
    public String outputOrFail() throws IOException {
      if (exitCode != 0) {
        throw new IOException("exit code " + exitCode + ": " + errors.strip());
      }
      return output;
    }
  }

  /** The programs of the checkout that this JVM was started from, or that holds its folder. */
  public static Programs ofThisCheckout() {
    String named = System.getProperty("satchel.bin");
    if (named != null) {
      return new Programs(Path.of(named), Map.of());
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isExecutable(at.resolve("bin/satchel-server"))) {
        return new Programs(at.resolve("bin"), Map.of());
      }
    }
    throw new IllegalStateException("not inside a Satchel checkout: no bin/satchel-server above");
  }

  /** Runs a program to its end; its output is small enough to hold. */
  public Finished run(Duration limit, String program, List<String> arguments) throws IOException {
    Path output = Files.createTempFile("satchel-out", ".txt");
    Path errors = Files.createTempFile("satchel-err", ".txt");
    try {
      Process process =
          builder(program, arguments)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
      if (!endsWithin(process, limit)) {
        process.destroyForcibly();
        throw new IOException(
            program + " " + arguments + " did not end within " + limit + ": " + tail(errors));
      }
      return new Finished(process.exitValue(), Files.readString(output), Files.readString(errors));
    } finally {
      Files.deleteIfExists(output);
      Files.deleteIfExists(errors);
    }
  }

  static boolean endsWithin(Process process, Duration limit) throws InterruptedIOException {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a program was running");
    }
  }

  /** The same programs with other variables in their environment. */
  public Programs with(Map<String, String> variables) {
    return new Programs(bin, variables);
  }

  ProcessBuilder builder(String program, List<String> arguments) {
    List<String> line = new ArrayList<>();
    line.add(bin.resolve(program).toString());
    line.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().putAll(environment);
    return builder;
  }

  static String tail(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }
}
