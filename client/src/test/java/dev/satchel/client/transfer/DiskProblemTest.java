package dev.satchel.client.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DiskProblemTest {

  /** A device on which there is never any room. */
  private static final Path FULL = Path.of("/dev/full");

  private static final Path GERMAN = Path.of("/usr/share/locale/de/LC_MESSAGES/libc.mo");

  /** What a process of another language does: prints what it thinks of a write to that device. */
  public static void main(String[] arguments) {
    System.out.println(problemOfFullDisk().code());
  }

  private static DiskProblem problemOfFullDisk() {
    try {
      Files.write(FULL, new byte[1]);
    } catch (IOException full) {
      return DiskProblem.of(full);
    }
    throw new AssertionError("there was room on " + FULL);
  }

  @Test
  void fullDiskIsToldFromOtherTrouble() {
    assumeTrue(Files.exists(FULL), "no " + FULL + " here");

    assertThat(problemOfFullDisk().code()).isEqualTo("disk-full");
    assertThat(DiskProblem.of(new FileSystemException("f", null, "Input/output error")))
        .isEqualTo(new DiskProblem("disk-error", "Input/output error"));
    assertThat(DiskProblem.of(new AccessDeniedException("f")).code())
        .isEqualTo("permission-denied");
  }

  @Test
  void fullDiskIsToldInAnyLanguage() throws Exception {
    assumeTrue(Files.exists(FULL), "no " + FULL + " here");
    assumeTrue(Files.exists(GERMAN), "the C library speaks no German here");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder german =
        new ProcessBuilder(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                folderOf(DiskProblemTest.class) + ":" + folderOf(DiskProblem.class),
                DiskProblemTest.class.getName())
            .redirectErrorStream(true);
    german.environment().put("LC_ALL", "C.UTF-8");
    german.environment().put("LANGUAGE", "de");

    Process process = german.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(said.strip()).isEqualTo("disk-full");
  }

  private static Path folderOf(Class<?> compiled) throws URISyntaxException {
    return Path.of(compiled.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
