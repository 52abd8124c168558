package dev.satchel.jmh.api;

import dev.satchel.jmh.machine.Scratch;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A whole server as an operator starts it: {@code satchel-server up}, nine nodes, every block on
 * three of them and synced. A process of its own, so that its flags are those of the product and
 * its CPU time and memory can be told from the client's.
 */
final class ServerProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String READY = "ready ";

  /** Profilers are made by JMH and are handed no state: they find the server here. */
  private static volatile @Nullable ServerProcess running;

  private final Process process;
  private final Scratch scratch;
  private final URI address;

  private ServerProcess(Process process, Scratch scratch, URI address) {
    this.process = process;
    this.scratch = scratch;
    this.address = address;
  }

  /** Starts one in a new folder and waits until it serves. */
  static ServerProcess start() throws IOException, InterruptedException {
    Scratch scratch = Scratch.create("up");
    Path log = scratch.folder().resolve("server.log");
    Process process =
        new ProcessBuilder(
                program().toString(),
                "up",
                "--data",
                scratch.folder().resolve("data").toString(),
                "--listen",
                "127.0.0.1:0")
            .redirectError(log.toFile())
            .start();
    try {
      ServerProcess server = new ServerProcess(process, scratch, awaitReady(process));
      running = server;
      return server;
    } catch (IOException e) {
      process.destroyForcibly();
      throw new IOException(e.getMessage() + ", its log is " + log, e);
    }
  }

  /** The one that this process started and has not closed. */
  static @Nullable ServerProcess running() {
    return running;
  }

  /** Where it listens. */
  URI address() {
    return address;
  }

  /** What {@code satchel-admin} would say at the door. */
  String adminToken() throws IOException {
    return Files.readString(scratch.folder().resolve("data/admin.token")).strip();
  }

  /** User and system time since it started. */
  Duration cpuTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** The most memory that it ever held, or 0 where the system does not say. */
  long peakResidentBytes() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc", "" + process.pid(), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    }
  }

  /** Stops it as an operator would, and deletes its folder. */
  @Override
  public void close() throws IOException {
    running = null;
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    scratch.close();
  }

  private static Path program() {
    return Path.of(System.getProperty("satchel.root", ".")).resolve("bin/satchel-server");
  }

  private static URI awaitReady(Process process) throws IOException, InterruptedException {
    BufferedReader stdout = process.inputReader();
    CompletableFuture<String> firstLine =
        CompletableFuture.supplyAsync(() -> stdout.lines().findFirst().orElse(""));
    try {
      String line = firstLine.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (!line.startsWith(READY)) {
        throw new IOException("the server did not get ready, it said '" + line + "'");
      }
      return URI.create(line.substring(READY.length()));
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the server did not get ready in " + PATIENCE, e);
    }
  }
}
