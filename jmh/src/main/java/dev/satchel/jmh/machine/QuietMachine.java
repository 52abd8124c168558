package dev.satchel.jmh.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes a virtual machine hold still before a measurement.
 *
 * <p>Two things halve any figure otherwise. Free memory belongs to the host: the first touch of
 * each page fetches it back, at seconds a GiB, on the account of whoever touches. And a delete goes
 * on after it returned: the disk discards what was freed for seconds more.
 */
public final class QuietMachine {

  private static final long CHUNK_BYTES = 64L << 20;
  private static final Duration QUIET_FOR = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private QuietMachine() {}

  /**
   * Fetches free memory from the host, and waits until the disks stand still, a minute at most.
   *
   * @param freshBytes how much memory, page cache included, the measurement will touch first
   */
  public static void await(long freshBytes) throws InterruptedException {
    touchFreeMemory(Math.min(freshBytes, availableBytes() / 2));
    if (!awaitQuietDisks()) {
      System.err.println(
          "The disks are not quiet after %d s: read the figures with care."
              .formatted(PATIENCE.toSeconds()));
    }
  }

  private static void touchFreeMemory(long bytes) {
    try (Arena arena = Arena.ofConfined()) {
      for (long touched = 0; touched < bytes; touched += CHUNK_BYTES) {
        MemorySegment chunk = arena.allocate(CHUNK_BYTES);
        chunk.fill((byte) 1);
      }
    }
  }

  private static boolean awaitQuietDisks() throws InterruptedException {
    sync();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String before = diskCounters();
    while (System.nanoTime() < deadline) {
      Thread.sleep(QUIET_FOR); // what is measured is that nothing happens meanwhile
      String after = diskCounters();
      if (after.equals(before)) {
        return true;
      }
      before = after;
    }
    return false;
  }

  private static void sync() throws InterruptedException {
    try {
      Process sync = new ProcessBuilder("sync").inheritIO().start();
      if (!sync.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        sync.destroyForcibly();
      }
    } catch (IOException e) {
      System.err.println("Cannot sync the disks: " + e.getMessage());
    }
  }

  /**
   * Reads, writes, discards and what is in flight, of every disk; empty where the system has none.
   */
  private static String diskCounters() {
    Path blocks = Path.of("/sys/block");
    if (!Files.isDirectory(blocks)) {
      return "";
    }
    try (Stream<Path> disks = Files.list(blocks)) {
      return disks.sorted().map(QuietMachine::counters).collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String counters(Path disk) {
    try {
      return Files.readString(disk.resolve("stat"));
    } catch (IOException e) {
      // The disk went away between the listing and now.
      return "";
    }
  }

  private static long availableBytes() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
      return lines
          .filter(line -> line.startsWith("MemAvailable:"))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToLong(kib -> Long.parseLong(kib) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
