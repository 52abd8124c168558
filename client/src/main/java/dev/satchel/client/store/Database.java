package dev.satchel.client.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Opens the client's database, and brings its tables to this program's version. */
final class Database {

  /** The version that the newest script in {@code db/client} makes. */
  private static final int SCHEMA_VERSION = 1;

  private static final String MIGRATIONS = "classpath:db/client";

  private Database() {}

  static Handle open(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Handle handle = Jdbi.create(() -> connect(file)).open();
    handle.execute("PRAGMA journal_mode = WAL");
    // A power cut may take the last transactions, never a part of one; the next pass finds what
    // they said by looking at both sides again.
    handle.execute("PRAGMA synchronous = NORMAL");
    handle.execute("PRAGMA cache_size = -16000");
    migrate(handle, file);
    return handle;
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
