package dev.satchel.frontend.service;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the SQL state lies.
 *
 * @param cell the JDBC URL of the cell's tables
 * @param metadata the JDBC URL of the metadata's tables
 */
public record Databases(String cell, String metadata) {
  private static final String SQLITE = "jdbc:sqlite:";
  private static final String POSTGRESQL = "jdbc:postgresql:";

  /** For one process: SQLite files in its folder unless something else is named. */
  public static Databases embedded(Path data, @Nullable String url) {
    if (url == null) {
      return new Databases(SQLITE + data.resolve("cell.db"), SQLITE + data.resolve("metadata.db"));
    }
    if (url.startsWith(SQLITE)) {
      return new Databases(url, url + ".metadata");
    }
    return shared(url);
  }

  /**
   * For several processes.
   *
   * @throws IllegalArgumentException if the URL is none that several processes can share
   */
  public static Databases shared(String url) {
    if (url.strip().contains(" ")) {
      throw new IllegalArgumentException("several databases are not there yet in this version");
    }
    if (!url.startsWith(POSTGRESQL)) {
      throw new IllegalArgumentException(
          "the database of several processes is jdbc:postgresql://..., not " + url);
    }
    return new Databases(url, url);
  }

  /** Whether other processes may write to it too. */
  boolean isShared() {
    return metadata.startsWith(POSTGRESQL);
  }
}
