package dev.satchel.storage.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.satchel.storage.IoMode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileDiskTest extends DiskContract {

  @TempDir Path dir;

  @Override
  Disk open() throws IOException {
    return FileDisk.open(dir.resolve("disk"), true);
  }

  /** Through the page cache, whatever the file system could do. */
  @Nested
  class Buffered extends DiskContract {

    @Override
    Disk open() throws IOException {
      return FileOpening.toWriteBuffered(dir.resolve("disk"), true);
    }

    @Test
    void modeIsReported() throws IOException {
      try (Disk disk = open()) {
        assertThat(disk.mode()).isEqualTo(IoMode.BUFFERED);
      }
    }

    /** A large write lies in pieces of the cache that are larger than what is dropped at a time. */
    @Test
    void whatIsDroppedIsCachedNoMoreHoweverItWasWritten() throws Exception {
      int most = 4 << 20;
      try (Disk disk = open()) {
        disk.allocate(0, 2 * most);
        disk.write(PAGE, pages(most / PAGE, 5));
        disk.sync();
        for (int at = 0; at < most; at += 1 << 20) {
          disk.dropCached(PAGE + at, 1 << 20);
        }
        assertThat(cachedBytes()).isZero();
      }
    }
  }

  @Test
  void bytesGoPastThePageCacheWhereTheFileSystemLetsThem() throws Exception {
    try (Disk disk = open()) {
      assumeThat(disk.mode()).as("the file system of " + dir).isEqualTo(IoMode.DIRECT);
      disk.allocate(0, SIZE);
      disk.write(0, pages(SIZE / PAGE, 3));
      assertThat(read(disk, 0, SIZE)).isEqualTo(pages(SIZE / PAGE, 3));
      assertThat(cachedBytes()).isZero();
    }
  }

  /** What fincore says; a machine without it shows nothing here. */
  private long cachedBytes() throws Exception {
    Process fincore;
    try {
      fincore =
          new ProcessBuilder("fincore", "-b", "-n", "-o", "RES", dir.resolve("disk").toString())
              .start();
    } catch (IOException notInstalled) {
      return 0;
    }
    return Long.parseLong(new String(fincore.getInputStream().readAllBytes()).strip());
  }

  @Test
  void openDiskIsNotOpenedAgainInThisProcess() throws IOException {
    try (Disk disk = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(DiskBusyException.class)
          .hasMessageContaining(disk.path());
      assertThatThrownBy(this::open).isInstanceOf(DiskBusyException.class);
    }
    open().close();
  }

  @Test
  void openDiskIsNotOpenedByAnotherProcess() throws Exception {
    try (Disk disk = open()) {
      disk.allocate(0, 4096);
      assertThat(openElsewhere()).isEqualTo("busy");
    }
    assertThat(openElsewhere()).isEqualTo("open");
  }

  private String openElsewhere() throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            placeOf(FileDisk.class) + File.pathSeparator + placeOf(OpenDisk.class),
            OpenDisk.class.getName(),
            dir.resolve("disk").toString());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes()).strip();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  private static String placeOf(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  /** A process that tries to open a disk. */
  static final class OpenDisk {
    public static void main(String[] args) throws IOException {
      try {
        FileDisk.open(Path.of(args[0]), true).close();
        System.out.println("open");
      } catch (DiskBusyException busy) {
        System.out.println("busy");
      }
    }
  }

  @Test
  void oneOfManyWritesThatFailsDoesNotHinderTheOthers() throws IOException {
    long tooFar = 1L << 62;
    try (Disk direct = open();
        Disk buffered = FileOpening.toWriteBuffered(dir.resolve("other"), true)) {
      for (Disk disk : List.of(direct, buffered)) {
        disk.allocate(0, SIZE);
        List<PageWrite> writes =
            List.of(
                new PageWrite(0, pages(1, 1)),
                new PageWrite(tooFar, pages(1, 2)),
                new PageWrite(PAGE, pages(1, 3)));
        AtomicInteger meanwhile = new AtomicInteger();
        disk.writeAll(writes, meanwhile::incrementAndGet);

        assertThat(meanwhile).hasValue(1);
        assertThat(writes.stream().map(write -> write.failure() != null))
            .containsExactly(false, true, false);
        assertThat(read(disk, PAGE, PAGE)).isEqualTo(pages(1, 3));
      }
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void allocationTakesRealSpaceAtOnce() throws Exception {
    try (Disk disk = open()) {
      disk.allocate(0, 8 << 20);
      assertThat(disk.nextData(0)).isEqualTo(8 << 20);
      assertThat(allocatedBytes()).isGreaterThanOrEqualTo(8 << 20);
    }
  }

  private long allocatedBytes() throws Exception {
    Process stat = new ProcessBuilder("stat", "-c", "%b", dir.resolve("disk").toString()).start();
    return 512 * Long.parseLong(new String(stat.getInputStream().readAllBytes()).strip());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void moreThanTheFileSystemHasIsRefusedAtAllocation() throws IOException {
    try (Disk disk = open()) {
      assertThatThrownBy(() -> disk.allocate(0, 1L << 50)).isInstanceOf(DiskFullException.class);
    }
  }
}
