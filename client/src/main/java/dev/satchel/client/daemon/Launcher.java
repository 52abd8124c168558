package dev.satchel.client.daemon;

import dev.satchel.client.home.ClientHome;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts the daemon as a process of its own and waits until it answers; ends it the same way. */
public final class Launcher {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration STEP = Duration.ofMillis(25);

  private final ClientHome home;

  /** For this home's daemon. */
  public Launcher(ClientHome home) {
    this.home = home;
  }

  /** What came of a start. */
  public sealed interface Started {

    /** It answers. */
    record Serving(long pid) implements Started {}

    /** It ended at once; its last words are in {@code output}. */
    record Ended(int exitCode, String output) implements Started {}

    /** It is there and does not answer. */
    record Silent(long pid) implements Started {}
  }

  /**
   * Starts {@code mainClass} with these arguments in a virtual machine like this one.
   *
   * @throws IOException if the process cannot be made
   */
  public Started start(String mainClass, List<String> arguments) throws IOException {
    Path output = home.logs().resolve("daemon.out");
    Process process =
        new ProcessBuilder(commandLine(mainClass, arguments))
            .directory(home.folder().toFile())
            .redirectInput(ProcessBuilder.Redirect.from(nullDevice()))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    long end = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < end) {
      if (answers()) {
        return new Started.Serving(process.pid());
      }
      if (exited(process)) {
        return new Started.Ended(process.exitValue(), Files.readString(output).strip());
      }
    }
    return new Started.Silent(process.pid());
  }

  /** Waits until this process, if there is one, has ended; false when it goes on too long. */
  public boolean awaitEnd(Optional<Long> pid) throws IOException {
    Optional<ProcessHandle> process = pid.flatMap(ProcessHandle::of);
    try {
      if (process.isPresent()) {
        process.get().onExit().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      }
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw new IOException("the end of the process cannot be waited for", e);
    }
  }

  private boolean answers() throws IOException {
    Optional<ControlClient> client = ControlClient.connect(home.socket());
    if (client.isEmpty()) {
      return false;
    }
    try (ControlClient daemon = client.get()) {
      return daemon.ask(ControlCommand.STATUS).done();
    }
  }

  private static boolean exited(Process process) throws IOException {
    try {
      return process.waitFor(STEP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IOException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IOException("interrupted", e);
  }

  private static List<String> commandLine(String mainClass, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      // A recording of this command's start is not one of the daemon's.
      if (!flag.startsWith("-XX:AOTCacheOutput") && !flag.startsWith("-agentlib")) {
        command.add(flag);
      }
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(mainClass);
    command.addAll(arguments);
    return command;
  }

  private static File nullDevice() {
    return new File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");
  }
}
