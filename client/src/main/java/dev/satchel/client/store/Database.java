package dev.satchel.client.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Opens the client's database, and brings its tables to this program's version. */
final class Database {

  /** The version that the newest script in {@code db/client} makes. */
  private static final int SCHEMA_VERSION = 1;

  private static final String MIGRATIONS = "classpath:db/client";

  // From SQLite's headers; the low byte of a code is its kind.
  private static final int PRIMARY_CODE = 0xff;
  private static final int SQLITE_CORRUPT = 11;
  private static final int SQLITE_NOT_A_DATABASE = 26;

  private Database() {}

  static Handle open(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    try {
      return prepare(Jdbi.create(() -> connect(file)).open(), file);
    } catch (JdbiException | FlywayException e) {
      throw problem(file, e);
    }
  }

  /** Damage has a way on that other failures, as of a full disk, do not have. */
  private static IOException problem(Path file, RuntimeException e) {
    Throwable cause = e;
    while (cause.getCause() != null && !(cause instanceof SQLException)) {
      cause = cause.getCause();
    }
    int code = cause instanceof SQLException sql ? sql.getErrorCode() & PRIMARY_CODE : 0;
    return code == SQLITE_CORRUPT || code == SQLITE_NOT_A_DATABASE
        ? new DamagedStoreException(file, e)
        : new IOException("the local database " + file + " failed: " + cause.getMessage(), e);
  }

  private static Handle prepare(Handle handle, Path file) {
    try {
      tune(handle);
      migrate(handle, file);
      return handle;
    } catch (RuntimeException e) {
      handle.close();
      throw e;
    }
  }

  private static void tune(Handle handle) {
    handle.execute("PRAGMA journal_mode = WAL");
    // A power cut may take the last transactions, never a part of one; the next pass finds what
    // they said by looking at both sides again.
    handle.execute("PRAGMA synchronous = NORMAL");
    handle.execute("PRAGMA cache_size = -16000");
  }

  /** A second connection, for lookups beside the writing one. */
  static Handle openReader(Path file) {
    Handle handle = Jdbi.create(() -> connect(file)).open();
    handle.execute("PRAGMA query_only = ON");
    return handle;
  }

  private static Connection connect(Path file) throws SQLException {
    Properties properties = new Properties();
    // Or the driver asks for the row's id after every insert.
    properties.setProperty("jdbc.get_generated_keys", "false");
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file, properties);
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 10000");
    }
    return connection;
  }

  /** The migration tool takes longer to start than a whole pass: it is called only when needed. */
  private static void migrate(Handle handle, Path file) {
    int version = handle.createQuery("PRAGMA user_version").mapTo(Integer.class).one();
    if (version == SCHEMA_VERSION) {
      return;
    }
    if (version > SCHEMA_VERSION) {
      throw new IllegalStateException(
          "the local database was made by a newer Satchel (version " + version + "): " + file);
    }
    Flyway.configure(Database.class.getClassLoader())
        .dataSource("jdbc:sqlite:" + file, "", "")
        .locations(MIGRATIONS)
        .table("schema_history")
        .load()
        .migrate();
    handle.execute("PRAGMA user_version = " + SCHEMA_VERSION);
  }
}
