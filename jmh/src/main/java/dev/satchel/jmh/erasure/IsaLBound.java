package dev.satchel.jmh.erasure;

import dev.satchel.erasure.Matrix;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** ISA-L called from C, by {@code isa-l.c}, which this compiles. */
final class IsaLBound implements AutoCloseable {

  private static final long LIMIT_SECONDS = 60;

  private final Path folder;

  private IsaLBound(Path folder) {
    this.folder = folder;
  }

  /** Compiles the program; where that cannot be done, it says on stderr why and is empty. */
  static Optional<IsaLBound> compiled() throws IOException {
    IsaLBound bound = new IsaLBound(Files.createTempDirectory("satchel-bench-"));
    try (InputStream source =
        Objects.requireNonNull(IsaLBound.class.getResourceAsStream("isa-l.c"), "isa-l.c")) {
      Files.copy(source, bound.folder.resolve("isa-l.c"));
      String program = bound.program().toString();
      output(List.of("cc", "-O2", "-o", program, program + ".c", "-l:libisal.so.2"));
      return Optional.of(bound);
    } catch (IOException e) {
      System.err.println(
          "No bound beside the figures: a C compiler (cc) and libisal.so.2 are needed. "
              + e.getMessage());
      bound.close();
      return Optional.empty();
    }
  }

  /** Multiplies stripe after stripe; gives stripes a second, one figure an iteration. */
  double[] measure(Matrix coefficients, int iterations, long millis) throws IOException {
    String hex =
        IntStream.range(0, coefficients.rowCount())
            .mapToObj(row -> HexFormat.of().formatHex(coefficients.row(row)))
            .collect(Collectors.joining());
    String lines =
        output(
            List.of(
                program().toString(),
                String.valueOf(coefficients.rowCount()),
                String.valueOf(coefficients.columnCount()),
                hex,
                String.valueOf(ErasureBenchmark.SHARD_BYTES),
                String.valueOf(ErasureBenchmark.STRIPES),
                String.valueOf(iterations),
                String.valueOf(millis)));
    return lines.lines().mapToDouble(Double::parseDouble).toArray();
  }

  private Path program() {
    return folder.resolve("isa-l");
  }

  /** What a command prints, if it ends well and in time. */
  private static String output(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("%s failed: %s".formatted(command.getFirst(), said.strip()));
      }
      return said;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(program());
    Files.deleteIfExists(folder.resolve("isa-l.c"));
    Files.deleteIfExists(folder);
  }
}
