package dev.satchel.jmh.fio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program {@code fio}. */
public final class Fio {

  private static final String PROGRAM = "fio";
  private static final int PATIENCE_SECONDS = 120;

  private Fio() {}

  /** Says on stderr when it is not installed, and what follows. */
  public static void warnIfMissing() {
    try {
      new ProcessBuilder(PROGRAM, "--version")
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      System.err.println(
          "fio is not installed (Debian: apt install fio): its bounds and the ratios are left out.");
    }
  }

  /**
   * Runs a job to its end.
   *
   * @throws IOException also where the file system does no direct I/O
   */
  public static FioResult run(FioJob job) throws IOException, InterruptedException {
    Path answer = Files.createTempFile("fio-", ".json");
    Path messages = Files.createTempFile("fio-", ".log");
    try {
      execute(job, answer, messages);
      return FioResult.parse(Files.readString(answer));
    } finally {
      Files.delete(answer);
      Files.delete(messages);
    }
  }

  private static void execute(FioJob job, Path answer, Path messages)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(PROGRAM);
    command.addAll(List.of("--direct=1", "--ioengine=psync", "--output-format=json"));
    command.add("--output=" + answer);
    command.addAll(job.options());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(messages.toFile())
            .start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new IOException("fio did not end in " + PATIENCE_SECONDS + " s");
    }
    if (process.exitValue() != 0) {
      throw new IOException("fio failed: " + Files.readString(messages).strip());
    }
  }
}
