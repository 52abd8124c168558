package dev.satchel.storage.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a block device: a loop device, which only root on Linux can make. */
class BlockDeviceTest extends DiskContract {

  @TempDir private Path dir;
  private String device = "";

  @BeforeEach
  void makeDevice() throws Exception {
    Path file = dir.resolve("device");
    Files.write(file, new byte[SIZE]);
    device = run("losetup", "--find", "--show", file.toString());
    assumeTrue(device.startsWith("/dev/"), "no loop device can be made here (it takes root)");
  }

  @AfterEach
  void endDevice() throws Exception {
    if (!device.isEmpty()) {
      run("losetup", "--detach", device);
    }
  }

  /** What the command says, or nothing when it fails or is not there. */
  private static String run(String... command) throws Exception {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException notInstalled) {
      return "";
    }
    String said = new String(process.getInputStream().readAllBytes()).strip();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue() == 0 ? said : "";
  }

  @Override
  Disk open() throws IOException {
    return FileDisk.open(Path.of(device), true);
  }

  @Test
  void deviceHasItsSizeAndNoMore() throws IOException {
    try (Disk disk = open()) {
      assertThat(disk.sizeBytes()).isEqualTo(SIZE);
      assertThatThrownBy(() -> disk.allocate(0, SIZE + PAGE))
          .isInstanceOf(DiskFullException.class)
          .hasMessageContaining(device);
    }
  }
}
