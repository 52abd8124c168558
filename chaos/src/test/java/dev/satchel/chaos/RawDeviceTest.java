package dev.satchel.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.satchel.chaos.load.ApiSession;
import dev.satchel.chaos.load.Load;
import dev.satchel.chaos.process.LocalCell;
import dev.satchel.chaos.process.Programs;
import dev.satchel.chaos.process.ServerProcess;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose only disk is a block device: a loop device that the test makes and takes away. */
class RawDeviceTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final List<String> SMALL_EXTENTS = List.of("--extent-size", "8M");
  private static final long DEVICE_BYTES = 512L << 20;

  @TempDir Path base;
  private String device = "";

  @BeforeEach
  void makeDevice() throws Exception {
    Path file = base.resolve("device");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(DEVICE_BYTES);
    }
    device = run("losetup", "--find", "--show", file.toString());
    assumeTrue(device.startsWith("/dev/loop"), "no loop device can be made: it takes root");
  }

  @AfterEach
  void endDevice() throws Exception {
    if (!device.isEmpty()) {
      run("losetup", "--detach", device);
    }
  }

  @Test
  void everyAcknowledgedBlockReadsBackFromADeviceWhoseNodeWasKilled() throws Exception {
    try (LocalCell cell =
        LocalCell.start(
            Programs.ofThisCheckout(),
            base,
            List.of("--nodes", "0", "--replicas", "1", "--extent-size", "8M"))) {
      cell.addUser();
      ServerProcess node = join(cell);
      try (ApiSession session =
          ApiSession.login(cell.address(), LocalCell.EMAIL, LocalCell.PASSWORD, "writer")) {
        awaitUp(cell);
        try (Load load = new Load(session, "load", 42)) {
          load.start(4);
          await().atMost(LIMIT).until(() -> load.acknowledgedCount() >= 60);
          node.kill();
          load.stop();
          node = join(cell);
          awaitUp(cell);
          assertThat(load.lost(session)).isEmpty();
        }
      }
      assertThat(cell.admin("disk", "list", "--json")).contains(device).contains("\"direct\"");
      assertThat(node.stop()).isZero();
    }
  }

  @Test
  void nodeDoesNotFormatADeviceWithAFileSystem() throws Exception {
    run("mkfs.ext4", "-q", device);
    assumeTrue(isExt4(), "mkfs.ext4 is not here");
    Path key = Files.writeString(base.resolve("key"), "ab".repeat(32));
    Programs.Finished refused =
        Programs.ofThisCheckout()
            .run(
                LIMIT,
                "satchel-server",
                List.of(
                    "node",
                    "--data",
                    base.resolve("raw").toString(),
                    "--listen",
                    "127.0.0.1:0",
                    "--manager",
                    "127.0.0.1:9",
                    "--disk",
                    device,
                    "--cluster-key-file",
                    key.toString()));
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.errors())
        .contains("disk " + device + " is not one of Satchel's", "ext4 file system");
    assertThat(isExt4()).isTrue();
  }

  private ServerProcess join(LocalCell cell) throws IOException, InterruptedException {
    return cell.join("raw", device, SMALL_EXTENTS);
  }

  private static void awaitUp(LocalCell cell) {
    await().atMost(LIMIT).until(() -> cell.nodesUp() == 1);
  }

  private boolean isExt4() throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(device, "r")) {
      bytes.seek(1080);
      return bytes.read() == 0x53 && bytes.read() == 0xef;
    }
  }

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
}
