package dev.satchel.jmh.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A folder for a measurement, deleted with all it holds when closed. It lies in {@code
 * -Dsatchel.bench.data}, so that another disk can be measured, by default in the temporary folder.
 */
public record Scratch(Path folder) implements AutoCloseable {

  /** Creates an empty one. */
  public static Scratch create(String purpose) throws IOException {
    Path parent =
        Path.of(System.getProperty("satchel.bench.data", System.getProperty("java.io.tmpdir")));
    return new Scratch(Files.createTempDirectory(parent, "satchel-bench-" + purpose + "-"));
  }

  /** A name in it that nothing has. */
  public Path newFile() {
    return folder.resolve(UUID.randomUUID().toString());
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(Scratch::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
