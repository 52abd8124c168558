package dev.satchel.metadata;

import dev.satchel.contract.Account;
import dev.satchel.metadata.account.Passwords;
import dev.satchel.metadata.store.Database;
import java.util.Set;
import java.util.function.Consumer;

/** The metadata service over one database. Thread-safe; its methods block. */
public final class Metadata implements AutoCloseable {

  private final Database database;
  private final CommitListeners listeners = new CommitListeners();
  private final Housekeeping housekeeping;
  private final Accounts accounts;
  private final Sessions sessions;
  private final Commits commits;
  private final Deltas deltas;
  private final Trees trees;
  private final Versions versions;
  private final BlockReferences blocks;

  private Metadata(MetadataConfig config, Database database) {
    Passwords passwords = new Passwords();
    this.database = database;
    this.housekeeping = new Housekeeping(database, config);
    this.accounts = new Accounts(database, config, passwords);
    this.sessions = new Sessions(database, config, passwords);
    this.commits = new Commits(database, config, listeners);
    this.deltas = new Deltas(database);
    this.trees = new Trees(database);
    this.versions = new Versions(database, config, listeners);
    this.blocks = new BlockReferences(database, config);
  }

  /** Opens the database, bringing its schema up to date. */
  public static Metadata open(MetadataConfig config) {
    return over(config, Database.open(config.jdbcUrl()));
  }

  /** The service over a database that is open already; it closes it in the end. */
  static Metadata over(MetadataConfig config, Database database) {
    Metadata metadata = new Metadata(config, database);
    metadata.housekeeping.start();
    return metadata;
  }

  /** Who may sign in. */
  public Accounts accounts() {
    return accounts;
  }

  /** Devices and their tokens. */
  public Sessions sessions() {
    return sessions;
  }

  /** Changes of a tree. */
  public Commits commits() {
    return commits;
  }

  /** What changed after a cursor. */
  public Deltas deltas() {
    return deltas;
  }

  /** What is where. */
  public Trees trees() {
    return trees;
  }

  /** History. */
  public Versions versions() {
    return versions;
  }

  /** Who may refer to which block. */
  public BlockReferences blocks() {
    return blocks;
  }

  /** The caller's account, with what it uses. */
  public Account account(Caller caller) {
    return accounts.account(caller);
  }

  /** The namespaces whose changes the caller sees. */
  public Set<Long> namespacesOf(Caller caller) {
    return Set.of(caller.rootNamespace());
  }

  /**
   * Calls {@code listener} after each transaction that changed a namespace, in the committing
   * thread; it must neither block nor throw. A hint: the order of two is not that of their
   * transactions, and other processes' commits are not told.
   */
  public void onCommit(Consumer<NamespaceChange> listener) {
    listeners.add(listener);
  }

  /** Forgets what is due now instead of at the next round. */
  void sweep() {
    housekeeping.sweep();
  }

  @Override
  public void close() {
    housekeeping.close();
    database.close();
  }
}
