package dev.satchel.metadata.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;

/**
 * The connections to the database.
 *
 * <p>SQLite has one writer at a time whatever one does, so it gets one connection for writing,
 * whose transactions begin as writers, and others for reading that never wait for it (write-ahead
 * log). A database in memory exists in one connection only, which then serves both.
 */
record Pools(HikariDataSource writers, HikariDataSource readers) implements AutoCloseable {

  private static final int SQLITE_READERS = 4;
  private static final int POSTGRESQL_CONNECTIONS = 10;
  private static final Duration WAIT = Duration.ofSeconds(20);

  static Pools open(String jdbcUrl) {
    if (Dialect.of(jdbcUrl) == Dialect.POSTGRESQL) {
      return shared(postgresql(jdbcUrl));
    }
    if (jdbcUrl.contains(":memory:") || jdbcUrl.contains("mode=memory")) {
      return shared(sqliteWriter(jdbcUrl));
    }
    HikariDataSource writers = sqliteWriter(jdbcUrl);
    return new Pools(writers, new HikariDataSource(sqlite(jdbcUrl, "readers", SQLITE_READERS)));
  }

  private static Pools shared(HikariDataSource pool) {
    return new Pools(pool, pool);
  }

  private static HikariDataSource postgresql(String jdbcUrl) {
    HikariConfig config = common(jdbcUrl, "postgresql", POSTGRESQL_CONNECTIONS);
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.addDataSourceProperty("connectTimeout", "10");
    config.addDataSourceProperty("socketTimeout", "120");
    return new HikariDataSource(config);
  }

  private static HikariDataSource sqliteWriter(String jdbcUrl) {
    HikariConfig config = sqlite(jdbcUrl, "writer", 1);
    config.addDataSourceProperty("transaction_mode", "IMMEDIATE");
    // 64 MiB between checkpoints: a checkpoint per commit would write every page twice.
    config.setConnectionInitSql("PRAGMA wal_autocheckpoint = 16384");
    config.setMaxLifetime(0);
    return new HikariDataSource(config);
  }

  private static HikariConfig sqlite(String jdbcUrl, String role, int connections) {
    HikariConfig config = common(jdbcUrl, "sqlite-" + role, connections);
    config.addDataSourceProperty("journal_mode", "WAL");
    config.addDataSourceProperty("synchronous", "FULL");
    // Else the driver asks for the row's number after each insert.
    config.addDataSourceProperty("jdbc.get_generated_keys", "false");
    config.addDataSourceProperty("busy_timeout", "15000");
    config.addDataSourceProperty("cache_size", "-32768");
    return config;
  }

  private static HikariConfig common(String jdbcUrl, String role, int connections) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(jdbcUrl);
    config.setPoolName("metadata-" + role);
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(WAIT.toMillis());
    return config;
  }

  @Override
  public void close() {
    readers.close();
    writers.close();
  }
}
