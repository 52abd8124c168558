package dev.satchel.volume.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.satchel.volume.store.StoreUnavailableException;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteCellDatabaseTest extends CellDatabaseContract {

  @TempDir private Path folder;

  @Override
  String newDatabase() {
    return "jdbc:sqlite:" + folder.resolve("cell.db");
  }

  @Test
  void newestMigrationIsTheVersionThatTheCodeAsksFor() {
    MigrationInfo[] pending =
        Flyway.configure()
            .dataSource("jdbc:sqlite:" + folder.resolve("other.db"), null, null)
            .locations("classpath:db/cell")
            .load()
            .info()
            .pending();
    assertThat(pending[pending.length - 1].getVersion()).hasToString(Schema.VERSION);
  }

  @Test
  void folderThatDoesNotExistIsAnUnavailableStore() {
    assertThatThrownBy(() -> CellDatabase.open("jdbc:sqlite:/nowhere/at/all/cell.db"))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("does not answer");
  }

  @Test
  void otherDatabasesAreRefused() {
    assertThatThrownBy(() -> CellDatabase.open("jdbc:h2:mem:x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("jdbc:sqlite:PATH");
  }
}
