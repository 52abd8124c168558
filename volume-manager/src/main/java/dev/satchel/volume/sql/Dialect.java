package dev.satchel.volume.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import java.util.Properties;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** What differs between the two databases: the words of the schema and the pools. */
enum Dialect {
  SQLITE(Map.of("bytes", "BLOB", "keyed", "WITHOUT ROWID")) {
    @Override
    HikariDataSource writers(String jdbcUrl) {
      Properties pragmas = sqlitePragmas();
      // A transaction that will write takes its lock at once, so that it never fails halfway to
      // one.
      pragmas.setProperty("transaction_mode", "IMMEDIATE");
      return pool("cell-write", jdbcUrl, 1, pragmas);
    }

    @Override
    HikariDataSource readers(String jdbcUrl, HikariDataSource writers) {
      return pool("cell-read", jdbcUrl, 4, sqlitePragmas());
    }

    @Override
    TransactionIsolationLevel snapshot() {
      return TransactionIsolationLevel.SERIALIZABLE;
    }
  },

  POSTGRESQL(Map.of("bytes", "BYTEA", "keyed", "")) {
    @Override
    HikariDataSource writers(String jdbcUrl) {
      Properties properties = new Properties();
      properties.setProperty("ApplicationName", "satchel");
      properties.setProperty("socketTimeout", "30");
      properties.setProperty("connectTimeout", "5");
      return pool("cell", jdbcUrl, 8, properties);
    }

    @Override
    HikariDataSource readers(String jdbcUrl, HikariDataSource writers) {
      return writers;
    }

    @Override
    TransactionIsolationLevel snapshot() {
      return TransactionIsolationLevel.REPEATABLE_READ;
    }
  };

  private static final long POOL_TIMEOUT_MILLIS = 10_000;

  private final Map<String, String> placeholders;

  Dialect(Map<String, String> placeholders) {
    this.placeholders = placeholders;
  }

  static Dialect of(String jdbcUrl) {
    if (jdbcUrl.startsWith("jdbc:sqlite:")) {
      return SQLITE;
    }
    if (jdbcUrl.startsWith("jdbc:postgresql:")) {
      return POSTGRESQL;
    }
    throw new IllegalArgumentException(
        "the database must be jdbc:sqlite:PATH or jdbc:postgresql://..., not " + jdbcUrl);
  }

  /** The words that the migrations leave open. */
  Map<String, String> placeholders() {
    return placeholders;
  }

  /** Connections for transactions that write; SQLite has one. */
  abstract HikariDataSource writers(String jdbcUrl);

  /** Connections for queries; may be the same pool. */
  abstract HikariDataSource readers(String jdbcUrl, HikariDataSource writers);

  /** Of a transaction whose queries all see the database at one moment, and that never fails. */
  abstract TransactionIsolationLevel snapshot();

  private static Properties sqlitePragmas() {
    Properties properties = new Properties();
    properties.setProperty("journal_mode", "WAL");
    // FULL: a commit that was answered survives a power cut.
    properties.setProperty("synchronous", "FULL");
    properties.setProperty("jdbc.get_generated_keys", "false"); // else it asks after each insert
    properties.setProperty("busy_timeout", "10000");
    properties.setProperty("foreign_keys", "true");
    properties.setProperty("cache_size", "-16384");
    return properties;
  }

  private static HikariDataSource pool(
      String name, String jdbcUrl, int size, Properties properties) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(jdbcUrl);
    config.setDataSourceProperties(properties);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(POOL_TIMEOUT_MILLIS);
    return new HikariDataSource(config);
  }
}
