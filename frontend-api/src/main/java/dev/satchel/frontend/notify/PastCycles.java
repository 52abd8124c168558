package dev.satchel.frontend.notify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journal's files of past days: nobody reads them again. */
final class PastCycles {
  private static final Logger log = LoggerFactory.getLogger(PastCycles.class);
  private static final String SUFFIX = ".cq4";
  private static final Duration KEPT = Duration.ofDays(2);

  private PastCycles() {}

  /** Deletes the files that nothing was written to for two days. */
  static void delete(Path folder) {
    Instant before = Instant.now().minus(KEPT);
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> files =
          entries.filter(file -> file.getFileName().toString().endsWith(SUFFIX)).toList();
      for (Path file : files) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      log.warn("old files of {} stay for now: {}", folder, e.toString());
    }
  }
}
