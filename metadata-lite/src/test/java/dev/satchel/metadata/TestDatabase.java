package dev.satchel.metadata;

import dev.satchel.metadata.store.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The databases that every contract test runs on; each is opened once for all tests. */
enum TestDatabase {
  SQLITE(TestDatabase::sqliteFile),
  POSTGRESQL(TestDatabase::embeddedPostgres);

  private final Supplier<String> start;
  private String jdbcUrl = "";
  private @Nullable Service service;

  TestDatabase(Supplier<String> start) {
    this.start = start;
  }

  /** A service, its clock, and the statements that it makes. */
  record Service(
      Metadata metadata, Database database, TestClock clock, StatementCounter statements) {}

  synchronized String jdbcUrl() {
    if (jdbcUrl.isEmpty()) {
      jdbcUrl = start.get();
    }
    return jdbcUrl;
  }

  synchronized Service service() {
    if (service == null) {
      Service opened = open();
      Runtime.getRuntime().addShutdownHook(new Thread(opened.metadata()::close));
      service = opened;
    }
    return service;
  }

  /** Another service over the same database, to be closed by the caller. */
  Service open() {
    StatementCounter statements = new StatementCounter();
    TestClock clock = new TestClock();
    UnaryOperator<DataSource> tap = statements::count;
    Database database = Database.open(jdbcUrl(), tap);
    MetadataConfig defaults = MetadataConfig.of(jdbcUrl());
    MetadataConfig config =
        new MetadataConfig(jdbcUrl(), defaults.grace(), defaults.quotaBytes(), clock);
    return new Service(Metadata.over(config, database), database, clock, statements);
  }

  private static String sqliteFile() {
    try {
      Path folder = Files.createTempDirectory("satchel-metadata");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      return "jdbc:sqlite:" + folder.resolve("metadata.db");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String embeddedPostgres() {
    try {
      EmbeddedPostgres server = EmbeddedPostgres.start();
      return server.getJdbcUrl("postgres", "postgres");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
