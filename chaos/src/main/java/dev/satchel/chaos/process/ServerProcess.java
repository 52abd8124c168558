package dev.satchel.chaos.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One running {@code satchel-server}: started, serving, and ended by a signal of the caller's
 * choice.
 *
 * <p>The script replaces itself by the JVM, so the signals reach the server. Closing kills it if it
 * still runs.
 */
public final class ServerProcess implements AutoCloseable {

  private static final String READY = "ready ";
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  private final Process process;
  private final URI address;

  private ServerProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts a server and waits for its ready line.
   *
   * @param log where its standard error goes, appended
   * @throws IOException if it ends, or says nothing within the limit; with the end of its log
   */
  public static ServerProcess start(
      Programs programs, Path log, Duration limit, List<String> arguments)
      throws IOException, InterruptedException {
    Process process =
        programs
            .builder("satchel-server", arguments)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    CompletableFuture<String> ready = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> readOutput(process, ready));
    try {
      String line = ready.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return new ServerProcess(process, URI.create(line.substring(READY.length())));
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
      process.onExit().join();
      throw new IOException(
          "satchel-server "
              + arguments
              + " was not ready within "
              + limit
              + ":\n"
              + Programs.tail(log),
          e);
    }
  }

  private static void readOutput(Process process, CompletableFuture<String> ready) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(READY)) {
          ready.complete(line);
        }
      }
      ready.completeExceptionally(new IOException("it ended without a ready line"));
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
  }

  /** The address of the ready line. */
  public URI address() {
    return address;
  }

  /** The operating system's id of the process. */
  public long pid() {
    return process.pid();
  }

  /** SIGKILL, and waits until the process is gone. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /**
   * SIGTERM.
   *
   * @return the exit code
   */
  public int stop() throws IOException {
    process.destroy();
    if (!Programs.endsWithin(process, STOP_LIMIT)) {
      throw new IOException("satchel-server did not stop within " + STOP_LIMIT);
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }
}
