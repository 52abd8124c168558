package dev.satchel.storage.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How fast a node does what no client waits for. Checked whole at construction.
 *
 * @param scrubPeriod in which every sealed byte is to be looked at once
 * @param scrubBytesPerSecond what the scrub reads at most, all disks together
 * @param repairBytesPerSecond what is read for repair, and again what is pulled, at most
 */
public record BackgroundConfig(
    Duration scrubPeriod, long scrubBytesPerSecond, long repairBytesPerSecond) {

  private static final long SCRUB_BYTES_PER_SECOND = 32L << 20;
  private static final long REPAIR_BYTES_PER_SECOND = 256L << 20;

  public BackgroundConfig {
    List<String> problems = new ArrayList<>();
    if (scrubPeriod.isNegative() || scrubPeriod.isZero()) {
      problems.add("the scrub period must be positive, not " + scrubPeriod);
    }
    if (scrubBytesPerSecond < 1 || repairBytesPerSecond < 1) {
      problems.add("scrub and repair need at least a byte a second");
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  /** Within that period, at most 32 MiB a second for the scrub and 256 MiB a second for repair. */
  public static BackgroundConfig scrubbingEvery(Duration period) {
    return new BackgroundConfig(period, SCRUB_BYTES_PER_SECOND, REPAIR_BYTES_PER_SECOND);
  }
}
