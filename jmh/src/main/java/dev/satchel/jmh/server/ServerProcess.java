package dev.satchel.jmh.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code satchel-server} as an operator starts it: a process of its own, so that its flags are
 * those of the product and its CPU time and memory can be told from the client's.
 */
public final class ServerProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String READY = "ready ";

  /** Profilers are made by JMH and are handed no state: they find the server here. */
  private static volatile @Nullable ServerProcess running;

  private final Process process;
  private final Path data;
  private final URI address;

  private ServerProcess(Process process, Path data, URI address) {
    this.process = process;
    this.data = data;
    this.address = address;
  }

  /**
   * Starts one on a free port and waits until it serves.
   *
   * @param folder gets its log, and its data in {@code data}
   * @param role {@code up}, {@code node} and so on
   * @param options beside where its data is and where it listens
   */
  public static ServerProcess start(Path folder, String role, String... options)
      throws IOException, InterruptedException {
    Path data = folder.resolve("data");
    Path log = folder.resolve("server.log");
    List<String> command = new ArrayList<>();
    command.addAll(List.of(program().toString(), role));
    command.addAll(List.of("--data", data.toString(), "--listen", "127.0.0.1:0"));
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    try {
      ServerProcess server = new ServerProcess(process, data, awaitReady(process));
      running = server;
      return server;
    } catch (IOException e) {
      process.destroyForcibly();
      throw new IOException(e.getMessage() + ", its log is " + log, e);
    }
  }

  /** Says on stderr when the build recorded no cache for nodes: they start later without it. */
  public static void warnWithoutCache() {
    if (Files.notExists(root().resolve("frontend-api/target/node.aot"))) {
      System.err.println(
          "the build recorded no cache for nodes (-Drehearsal.skip): they start later than a user's.");
    }
  }

  /** Its number among the system's processes. */
  public long pid() {
    return process.pid();
  }

  /** The one that this process started and has not closed. */
  static @Nullable ServerProcess running() {
    return running;
  }

  /** Where it listens. */
  public URI address() {
    return address;
  }

  /** What {@code satchel-admin} would say at the door. */
  public String adminToken() throws IOException {
    return Files.readString(data.resolve("admin.token")).strip();
  }

  /** User and system time since it started. */
  Duration cpuTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** The most memory that it ever held, or 0 where the system does not say. */
  long peakResidentBytes() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc", "" + pid(), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    }
  }

  /** Stops it as an operator would. */
  @Override
  public void close() {
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
  }

  private static Path root() {
    return Path.of(System.getProperty("satchel.root", "."));
  }

  private static Path program() {
    return root().resolve("bin/satchel-server");
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
