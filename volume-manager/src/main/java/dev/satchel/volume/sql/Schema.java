package dev.satchel.volume.sql;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the tables to the version that this code needs. */
final class Schema {

  /** The newest migration under {@code db/cell}; a test holds the two together. */
  static final String VERSION = "1";

  private static final String HISTORY = "cell_schema_history";
  private static final Logger log = LoggerFactory.getLogger(Schema.class);

  private Schema() {}

  static void migrate(Jdbi jdbi, DataSource source, Dialect dialect) {
    // Starting Flyway costs more than the rest of the start-up together, so ask its table first.
    if (isCurrent(jdbi)) {
      return;
    }
    Flyway.configure(Schema.class.getClassLoader())
        .dataSource(source)
        .locations("classpath:db/cell")
        .table(HISTORY)
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .placeholders(dialect.placeholders())
        .load()
        .migrate();
  }

  private static boolean isCurrent(Jdbi jdbi) {
    try {
      return jdbi.withHandle(handle ->
          handle
                  .createQuery(
                      "SELECT count(*) FROM "
                          + HISTORY
                          + " WHERE version = :version AND success = :yes")
                  .bind("version", VERSION)
                  .bind("yes", true)
                  .mapTo(int.class)
                  .one()
              == 1);
    } catch (JdbiException e) {
      log.debug("no table {} yet: {}", HISTORY, e.getMessage());
      return false;
    }
  }
}
