package dev.satchel.storage.disk;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A block device over a file of the test, which only root on Linux can make. The device that is
 * used is the one that was made here, never another.
 */
public final class LoopDevice implements AutoCloseable {

  private static final String WHY_NOT =
      "no loop device can be made here: it takes root, losetup and a kernel that knows the unit";

  private final Path device;

  private LoopDevice(Path device) {
    this.device = device;
  }

  /** Over a file that is there, or else skips the test. */
  public static LoopDevice over(Path file) throws IOException {
    return over(file, 512);
  }

  /** One that moves no less than so many bytes at a time; the kernel may know small units only. */
  public static LoopDevice over(Path file, int unitBytes) throws IOException {
    String unit = Integer.toString(unitBytes);
    String made = run("losetup", "--find", "--show", "--sector-size", unit, file.toString());
    assumeTrue(made.startsWith("/dev/loop"), WHY_NOT);
    return new LoopDevice(Path.of(made));
  }

  public Path path() {
    return device;
  }

  /** What the command says, or nothing when it fails or is not there. */
  public static String run(String... command) throws IOException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      // Nobody is there to be asked.
      process.getOutputStream().close();
    } catch (IOException notInstalled) {
      return "";
    }
    String said = new String(process.getInputStream().readAllBytes()).strip();
    return endsWell(process) ? said : "";
  }

  private static boolean endsWell(Process process) throws IOException {
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(process.info() + " hangs");
      }
      return process.exitValue() == 0;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a command ran", interrupted);
    }
  }

  @Override
  public void close() throws IOException {
    run("losetup", "--detach", device.toString());
  }
}
