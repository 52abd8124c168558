package dev.satchel.metadata;

import dev.satchel.contract.Account;
import java.util.Set;
import java.util.function.Consumer;

/** The metadata service over one database. Thread-safe; its methods block. */
public final class Metadata implements AutoCloseable {

  private Metadata() {}

  /** Opens the database, bringing its schema up to date. */
  public static Metadata open(MetadataConfig config) {
    throw new UnsupportedOperationException(config.jdbcUrl());
  }

  /** Who may sign in. */
  public Accounts accounts() {
    throw new UnsupportedOperationException();
  }

  /** Devices and their tokens. */
  public Sessions sessions() {
    throw new UnsupportedOperationException();
  }

  /** Changes of a tree. */
  public Commits commits() {
    throw new UnsupportedOperationException();
  }

  /** What changed after a cursor. */
  public Deltas deltas() {
    throw new UnsupportedOperationException();
  }

  /** What is where. */
  public Trees trees() {
    throw new UnsupportedOperationException();
  }

  /** History. */
  public Versions versions() {
    throw new UnsupportedOperationException();
  }

  /** Who may refer to which block. */
  public BlockReferences blocks() {
    throw new UnsupportedOperationException();
  }

  /** The caller's account, with what it uses. */
  public Account account(Caller caller) {
    throw new UnsupportedOperationException();
  }

  /** The namespaces whose changes the caller sees. */
  public Set<Long> namespacesOf(Caller caller) {
    return Set.of(caller.rootNamespace());
  }

  /** Calls {@code listener} after each commit that changed something; it must not block. */
  public void onCommit(Consumer<NamespaceChange> listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
