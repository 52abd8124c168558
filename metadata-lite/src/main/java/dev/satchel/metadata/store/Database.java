package dev.satchel.metadata.store;

import com.zaxxer.hikari.HikariDataSource;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;

/** The database: transactions that write, and reads that do not wait for them. Thread-safe. */
public final class Database implements AutoCloseable {

  private final Pools pools;
  private final Jdbi writers;
  private final Jdbi readers;

  private Database(Pools pools, UnaryOperator<DataSource> tap) {
    this.pools = pools;
    this.writers = Jdbi.create(tap.apply(pools.writers()));
    this.readers = Jdbi.create(tap.apply(pools.readers()));
  }

  /** Opens the database and brings its tables up to date. */
  public static Database open(String jdbcUrl) {
    return open(jdbcUrl, UnaryOperator.identity());
  }

  /** The same, with all statements going through {@code tap}. */
  public static Database open(String jdbcUrl, UnaryOperator<DataSource> tap) {
    Pools pools = Pools.open(jdbcUrl);
    try {
      migrate(pools.writers(), jdbcUrl);
      return new Database(pools, tap);
    } catch (RuntimeException e) {
      pools.close();
      throw e;
    }
  }

  private static void migrate(HikariDataSource writers, String jdbcUrl) {
    Schema.migrate(writers, Dialect.of(jdbcUrl));
  }

  /** Runs one transaction; an exception rolls it back. */
  public <T, X extends Exception> T write(HandleCallback<T, X> work) throws X {
    try {
      return writers.inTransaction(work);
    } catch (ConnectionException e) {
      throw new DatabaseUnavailableException(e);
    }
  }

  /** Reads; each statement sees what was committed when it began. */
  public <T, X extends Exception> T read(HandleCallback<T, X> work) throws X {
    try {
      return readers.withHandle(work);
    } catch (ConnectionException e) {
      throw new DatabaseUnavailableException(e);
    }
  }

  @Override
  public void close() {
    pools.close();
  }
}
