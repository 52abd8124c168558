package dev.satchel.metadata.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SchemaTest {

  @TempDir Path folder;

  @Test
  void versionIsThatOfTheNewestMigration() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/metadata"))) {
      List<String> versions =
          files
              .map(file -> file.getFileName().toString().replaceFirst("V(\\d+)__.*", "$1"))
              .sorted((a, b) -> Integer.compare(Integer.parseInt(b), Integer.parseInt(a)))
              .toList();
      assertThat(versions.getFirst()).isEqualTo(Schema.VERSION);
    }
  }

  @Test
  void tablesOfOthersInTheSameDatabaseAreLeftAlone() throws SQLException {
    String url = "jdbc:sqlite:" + folder.resolve("shared.db");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE of_others (x INTEGER)");
      statement.execute("INSERT INTO of_others VALUES (42)");
    }
    for (int start = 0; start < 2; start++) {
      try (Database database = Database.open(url)) {
        int x =
            database.read(h -> h.createQuery("SELECT x FROM of_others").mapTo(Integer.class).one());
        assertThat(x).isEqualTo(42);
        assertThat(
                database.<List<UserTable.UserRow>, RuntimeException>read(
                    h -> new UserTable(h).all()))
            .isEmpty();
      }
    }
  }

  @Test
  void databaseInMemoryServesReadersAndTheWriter() {
    try (Database database = Database.open("jdbc:sqlite::memory:")) {
      database.write(h -> new UserTable(h).add("a@b", "none", 1, java.time.Instant.EPOCH));
      assertThat(
              database.<List<UserTable.UserRow>, RuntimeException>read(h -> new UserTable(h).all()))
          .hasSize(1);
    }
  }

  @Test
  void sqliteIsDurableBeforeItAnswers() {
    try (Database database = Database.open("jdbc:sqlite:" + folder.resolve("m.db"))) {
      assertThat(pragma(database, "synchronous")).isEqualTo("2");
      assertThat(pragma(database, "journal_mode")).isEqualTo("wal");
    }
  }

  private static String pragma(Database database, String name) {
    return database.write(handle -> handle.createQuery("PRAGMA " + name).mapTo(String.class).one());
  }
}
