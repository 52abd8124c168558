package dev.satchel.volume;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The options that hold for a whole cell. Checked whole when they are made; trusted afterwards.
 *
 * @param extentSizeBytes one extent on a disk, header and footer included
 * @param coding {@code rs-K-M}, {@code lrc-12-2-2} or {@code none}
 * @param replicas extents of a replicated volume, each in a domain of its own
 * @param fsync false only for benchmarks
 */
public record CellOptions(
    long extentSizeBytes,
    String coding,
    int replicas,
    boolean fsync,
    boolean blockEncryption,
    Periods periods) {

  /** The smallest extent: a block of 4 MiB and the structures around it fit. */
  public static final long MIN_EXTENT_BYTES = 8L << 20;

  /** The largest extent: offsets in it stay far from any limit. */
  public static final long MAX_EXTENT_BYTES = 64L << 30;

  /** The names of the options, as {@link #parse} takes them. */
  public static final List<String> NAMES =
      List.of(
          "extent-size",
          "coding",
          "replicas",
          "node-dead-after",
          "trash-for",
          "grace",
          "keep-versions",
          "scrub-period",
          "seal-after",
          "fsync",
          "block-encryption");

  /** How long things take or stay. */
  public record Periods(
      Duration nodeDeadAfter,
      Duration trashFor,
      Duration grace,
      Duration keepVersions,
      Duration scrubPeriod,
      Duration sealAfter) {

    static final Periods DEFAULTS =
        new Periods(
            Duration.ofMinutes(15),
            Duration.ofDays(1),
            Duration.ofDays(1),
            Duration.ofDays(30),
            Duration.ofDays(14),
            Duration.ofHours(1));
  }

  private static final CellOptions DEFAULTS =
      new CellOptions(1L << 30, "rs-6-3", 3, true, false, Periods.DEFAULTS);

  public CellOptions {
    List<String> problems = new ArrayList<>();
    if (extentSizeBytes < MIN_EXTENT_BYTES
        || extentSizeBytes > MAX_EXTENT_BYTES
        || extentSizeBytes % 4096 != 0) {
      problems.add("extent-size must lie between 8M and 64G and be a multiple of 4K");
    }
    if (!coding.matches("none|lrc-12-2-2|rs-([1-9]|1\\d|20)-[1-9]")) {
      problems.add("coding must be rs-K-M (such as rs-6-3), lrc-12-2-2 or none, not " + coding);
    }
    if (replicas < 1 || replicas > 9) {
      problems.add("replicas must lie between 1 and 9, not " + replicas);
    }
    if (blockEncryption) {
      problems.add("block-encryption on is not there yet in this version");
    }
    if (periods.nodeDeadAfter().compareTo(Duration.ofSeconds(6)) < 0) {
      problems.add("node-dead-after must be at least 6s: a node is only suspect before 5s");
    }
    if (periods.scrubPeriod().compareTo(Duration.ofSeconds(1)) < 0) {
      problems.add("scrub-period must be at least 1s");
    }
    if (!problems.isEmpty()) {
      throw new InvalidOptionsException(problems);
    }
  }

  /** The defaults of every option. */
  public static CellOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Reads the options by their names; those that are absent have their defaults, names of others
   * are not looked at.
   *
   * @throws InvalidOptionsException naming everything that is wrong
   */
  public static CellOptions parse(Map<String, String> values) {
    return new OptionsParser(values).parse();
  }

  /** A copy with another extent size. */
  public CellOptions withExtentSizeBytes(long bytes) {
    return new CellOptions(bytes, coding, replicas, fsync, blockEncryption, periods);
  }

  /** A copy with another number of replicas. */
  public CellOptions withReplicas(int count) {
    return new CellOptions(extentSizeBytes, coding, count, fsync, blockEncryption, periods);
  }
}
