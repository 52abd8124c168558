package dev.satchel.frontend.cli;

import dev.satchel.volume.CellOptions;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** The options that hold for a whole cell; every service takes them. */
final class CellWideOptions {
  private final Map<String, String> values = new HashMap<>();

  @Option(
      names = "--extent-size",
      paramLabel = "SIZE",
      description = "The size of an extent (1G; 64M in 'up').")
  void extentSize(@Nullable String value) {
    put("extent-size", value);
  }

  @Option(
      names = "--coding",
      paramLabel = "CODE",
      description = "How sealed volumes are coded: rs-6-3, rs-10-4, lrc-12-2-2 or none (rs-6-3).")
  void coding(@Nullable String value) {
    put("coding", value);
  }

  @Option(
      names = "--replicas",
      paramLabel = "N",
      description = "Copies of an open volume, each in a domain of its own (3).")
  void replicas(@Nullable String value) {
    put("replicas", value);
  }

  @Option(
      names = "--node-dead-after",
      paramLabel = "TIME",
      description = "How long a node may be silent before it is repaired around (15m).")
  void nodeDeadAfter(@Nullable String value) {
    put("node-dead-after", value);
  }

  @Option(names = "--trash-for", paramLabel = "TIME", description = "How long trash is kept (1d).")
  void trashFor(@Nullable String value) {
    put("trash-for", value);
  }

  @Option(
      names = "--grace",
      paramLabel = "TIME",
      description = "How long a block without a reference is kept (1d).")
  void grace(@Nullable String value) {
    put("grace", value);
  }

  @Option(
      names = "--keep-versions",
      paramLabel = "TIME",
      description = "How long old versions are kept (30d).")
  void keepVersions(@Nullable String value) {
    put("keep-versions", value);
  }

  @Option(
      names = "--scrub-period",
      paramLabel = "TIME",
      description = "How often every byte is read and checked (14d).")
  void scrubPeriod(@Nullable String value) {
    put("scrub-period", value);
  }

  @Option(
      names = "--seal-after",
      paramLabel = "TIME",
      description = "How long a volume stays open without a write (1h).")
  void sealAfter(@Nullable String value) {
    put("seal-after", value);
  }

  @Option(
      names = "--fsync",
      paramLabel = "always|never",
      description = "never acknowledges what is not durable: for benchmarks only (always).")
  void fsync(@Nullable String value) {
    put("fsync", value);
  }

  @Option(
      names = "--block-encryption",
      paramLabel = "on|off",
      description = "Whether blocks are encrypted on the disks (off).")
  void blockEncryption(@Nullable String value) {
    put("block-encryption", value);
  }

  /** The options, where one that is not given has this default for the extent's size. */
  CellOptions read(String defaultExtentSize) {
    Map<String, String> whole = new HashMap<>(values);
    whole.putIfAbsent("extent-size", defaultExtentSize);
    return warned(CellOptions.parse(whole));
  }

  /** The options. */
  CellOptions read() {
    return warned(CellOptions.parse(values));
  }

  private static CellOptions warned(CellOptions options) {
    if (!options.fsync()) {
      LoggerFactory.getLogger(CellWideOptions.class)
          .warn("--fsync never: what is acknowledged can be lost. For benchmarks only.");
    }
    return options;
  }

  private void put(String name, @Nullable String value) {
    if (value != null) {
      values.put(name, value);
    }
  }
}
