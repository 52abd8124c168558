package dev.satchel.metadata.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the tables up to date. */
final class Schema {

  /** The newest of the migrations in {@code db/metadata}. */
  static final String VERSION = "1";

  private static final Logger LOG = LoggerFactory.getLogger(Schema.class);
  private static final String HISTORY = "metadata_schema_history";

  private Schema() {}

  /** Flyway takes half a second to look around; a start that has nothing to do does without it. */
  static void migrate(DataSource dataSource, Dialect dialect) {
    if (isCurrent(dataSource)) {
      return;
    }
    Flyway.configure()
        .dataSource(dataSource)
        .locations("classpath:db/metadata")
        .table(HISTORY)
        .placeholders(dialect.placeholders())
        // The other parts of the cell may keep their tables in the same database.
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
    LOG.info("metadata schema is at version {}", VERSION);
  }

  private static boolean isCurrent(DataSource dataSource) {
    String sql =
        "SELECT COUNT(*), SUM(CASE WHEN version = '"
            + VERSION
            + "' THEN 1 ELSE 0 END) FROM "
            + HISTORY
            + " WHERE success";
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() && row.getInt(1) > 0 && row.getInt(2) == 1;
    } catch (SQLException noHistoryYet) {
      LOG.debug("no schema history: {}", noHistoryYet.getMessage());
      return false;
    }
  }
}
