package dev.satchel.frontend.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

  /** The files of databases that are files. */
  List<Path> files() {
    return Stream.of(cell, metadata).flatMap(url -> fileOf(url).stream()).toList();
  }

  /** The cell's, in words: a URL may hold a password. */
  String cellName() {
    return fileOf(cell).map(Path::toString).orElse("of the cell");
  }

  /** The metadata's, in words. */
  String metadataName() {
    return fileOf(metadata).map(Path::toString).orElse("of the metadata");
  }

  private static Optional<Path> fileOf(String url) {
    String path = url.startsWith(SQLITE) ? url.substring(SQLITE.length()) : "";
    boolean isPath = !path.isEmpty() && !path.matches("(:|file:).*|.*[?].*");
    return isPath ? Optional.of(Path.of(path)) : Optional.empty();
  }

  /** Whether other processes may write to it too. */
  boolean isShared() {
    return metadata.startsWith(POSTGRESQL);
  }
}
