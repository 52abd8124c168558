package dev.satchel.volume.sql;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.satchel.volume.store.StoreUnavailableException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * The cell's database. Thread-safe.
 *
 * <p>Every call of its tables throws {@link StoreUnavailableException} when the database does not
 * do its part.
 */
public final class CellDatabase implements AutoCloseable {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final HikariDataSource writePool;
  private final HikariDataSource readPool;
  private final Jdbi writers;
  private final Jdbi readers;
  private final TransactionIsolationLevel snapshot;

  private CellDatabase(
      HikariDataSource writePool, HikariDataSource readPool, TransactionIsolationLevel snapshot) {
    this.writePool = writePool;
    this.readPool = readPool;
    this.writers = Jdbi.create(writePool);
    this.readers = readPool == writePool ? writers : Jdbi.create(readPool);
    this.snapshot = snapshot;
  }

  /** Connects, and makes or migrates the tables when needed. */
  public static CellDatabase open(String jdbcUrl) {
    Dialect dialect = Dialect.of(jdbcUrl);
    HikariDataSource writePool = asked(() -> dialect.writers(jdbcUrl));
    try {
      HikariDataSource readPool = asked(() -> dialect.readers(jdbcUrl, writePool));
      CellDatabase database = new CellDatabase(writePool, readPool, dialect.snapshot());
      asked(() -> {
        Schema.migrate(database.writers, writePool, dialect);
        return true;
      });
      return database;
    } catch (RuntimeException e) {
      writePool.close();
      throw e;
    }
  }

  /** Where blocks lie. */
  public BlockIndex blocks() {
    return new BlockIndex(this);
  }

  /** How volumes are kept. */
  public ReplicationTable volumes() {
    return new ReplicationTable(this);
  }

  /** Who appends to which volume. */
  public ClaimTable claims() {
    return new ClaimTable(this);
  }

  /** Who is in the cell. */
  public NodeTable nodes() {
    return new NodeTable(this);
  }

  /** Who manages it. */
  public LeaseTable leases() {
    return new LeaseTable(this);
  }

  /** What the manager has to say. */
  public NoteTable notes() {
    return new NoteTable(this);
  }

  @Override
  public void close() {
    readPool.close();
    writePool.close();
  }

  /** Runs queries outside of a transaction. */
  <T> T read(HandleCallback<T, RuntimeException> work) {
    return asked(() -> readers.withHandle(work));
  }

  /** Runs queries that all see the database as it is at one moment. */
  <T> T readAtOnce(HandleCallback<T, RuntimeException> work) {
    return asked(() -> readers.inTransaction(snapshot, work));
  }

  /** Runs one transaction; when it returns, its effects are durable. */
  <T> T write(HandleCallback<T, RuntimeException> work) {
    return asked(() -> writers.inTransaction(work));
  }

  /**
   * Runs one transaction of the manager that holds the lease under this epoch, and nothing when
   * another one has succeeded it.
   *
   * @throws LeaseLostException if so
   */
  <T> T writeAsManager(long epoch, HandleCallback<T, RuntimeException> work) {
    return write(handle -> {
      // An update, not a query: it holds the row until commit, so no successor slips in between.
      int held =
          handle.execute(
              "UPDATE leases SET epoch = epoch WHERE name = 'manager' AND epoch = ?", epoch);
      if (held != 1) {
        throw new LeaseLostException(epoch);
      }
      return work.withHandle(handle);
    });
  }

  private static <T> T asked(Supplier<T> work) {
    try {
      return work.get();
    } catch (JdbiException | PoolInitializationException e) {
      // The details are the cause's: they name tables and arguments, which no caller needs to see.
      throw new StoreUnavailableException("the cell's database does not answer", RETRY_AFTER, e);
    }
  }
}
