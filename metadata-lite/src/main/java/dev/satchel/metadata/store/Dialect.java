package dev.satchel.metadata.store;

import java.util.Map;

/** Where the two databases differ. */
enum Dialect {
  SQLITE(
      Map.of(
          "identity", "INTEGER PRIMARY KEY",
          "bytes", "BLOB",
          "code_points", "",
          "clustered", "WITHOUT ROWID")),
  POSTGRESQL(
      Map.of(
          "identity", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
          "bytes", "BYTEA",
          "code_points", "COLLATE \"C\"",
          "clustered", ""));

  private final Map<String, String> placeholders;

  Dialect(Map<String, String> placeholders) {
    this.placeholders = placeholders;
  }

  static Dialect of(String jdbcUrl) {
    return jdbcUrl.startsWith("jdbc:sqlite:") ? SQLITE : POSTGRESQL;
  }

  /** What the migrations' placeholders stand for. */
  Map<String, String> placeholders() {
    return placeholders;
  }
}
