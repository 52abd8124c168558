package dev.satchel.metadata;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * What the metadata service needs to know.
 *
 * @param jdbcUrl {@code jdbc:sqlite:PATH} or {@code jdbc:postgresql://...}
 * @param grace how long an upload may wait for the commit that refers to it
 * @param quotaBytes what a new account may hold
 */
public record MetadataConfig(String jdbcUrl, Duration grace, long quotaBytes, InstantSource clock) {

  private static final Duration DEFAULT_GRACE = Duration.ofDays(1);
  private static final long DEFAULT_QUOTA_BYTES = 1L << 50;

  /** Reports all problems together. */
  public MetadataConfig {
    List<String> problems = new ArrayList<>();
    if (!jdbcUrl.startsWith("jdbc:sqlite:") && !jdbcUrl.startsWith("jdbc:postgresql:")) {
      problems.add("the database is jdbc:sqlite:PATH or jdbc:postgresql://..., not " + jdbcUrl);
    }
    if (grace.isNegative() || grace.isZero()) {
      problems.add("the grace period is longer than nothing");
    }
    if (quotaBytes < 0) {
      problems.add("the quota is not negative");
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  /** The defaults on this database. */
  public static MetadataConfig of(String jdbcUrl) {
    return new MetadataConfig(jdbcUrl, DEFAULT_GRACE, DEFAULT_QUOTA_BYTES, InstantSource.system());
  }

  /** With another grace period. */
  public MetadataConfig withGrace(Duration other) {
    return new MetadataConfig(jdbcUrl, other, quotaBytes, clock);
  }
}
