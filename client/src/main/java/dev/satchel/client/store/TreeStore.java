package dev.satchel.client.store;

import dev.satchel.client.tree.Content;
import dev.satchel.client.tree.LocalEntry;
import dev.satchel.client.tree.Location;
import dev.satchel.client.tree.RemoteEntry;
import dev.satchel.client.tree.SyncedEntry;
import dev.satchel.client.tree.ThreeTrees;
import dev.satchel.client.tree.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The three trees and what is known besides, in one SQLite file.
 *
 * <p>Used by one thread. All changes since the last {@link #commit} are one transaction: they are
 * kept together or not at all.
 */
public final class TreeStore implements AutoCloseable {

  private final Handle handle;
  private final RemoteTable remote;
  private final LocalTable local;
  private final SyncedTable synced;
  private final PendingTable pending;
  private final StatusTable status;
  private long lastId;

  private TreeStore(Handle handle) {
    this.handle = handle;
    Statements statements = new Statements(handle.getConnection());
    remote = new RemoteTable(statements);
    local = new LocalTable(statements);
    synced = new SyncedTable(statements);
    pending = new PendingTable(statements);
    status = new StatusTable(statements);
    lastId =
        Math.max(
            Tree.ROOT,
            statements.number(
                "SELECT max(coalesce((SELECT max(id) FROM remote), 0),"
                    + " coalesce((SELECT max(id) FROM local), 0),"
                    + " coalesce((SELECT max(id) FROM synced), 0))"));
  }

  /** Opens the database, making it when there is none. */
  public static TreeStore open(Path file) throws IOException {
    Handle handle = Database.open(file);
    try {
      handle.getConnection().setAutoCommit(false);
      return new TreeStore(handle);
    } catch (SQLException e) {
      handle.close();
      throw new StoreException(e);
    }
  }

  /** The remote tree. */
  public RemoteTable remote() {
    return remote;
  }

  /** The local tree. */
  public LocalTable local() {
    return local;
  }

  /** The synced tree. */
  public SyncedTable synced() {
    return synced;
  }

  /** What has to be planned for. */
  public PendingTable pending() {
    return pending;
  }

  /** Everything else. */
  public StatusTable status() {
    return status;
  }

  /** The three trees as the planner takes them. */
  public ThreeTrees trees() {
    return new ThreeTrees(remote, local, synced);
  }

  /** The next entries after {@code after} to be planned for, at hand in all three trees. */
  public List<Long> nextPending(long after, int limit) {
    List<Long> ids = pending.next(after, limit);
    if (!ids.isEmpty()) {
      remote.fetchPending(ids);
      local.fetchPending(ids);
      synced.fetchPending(ids);
    }
    return ids;
  }

  /** An id that no entry has. */
  public long newId() {
    return ++lastId;
  }

  /** Takes a remote entry in, and notes it for planning. */
  public void putRemote(RemoteEntry entry) {
    remote.put(entry);
    pending.add(entry.id());
  }

  /** Takes a local entry in, and notes it for planning when it is not as it was. */
  public void putLocal(LocalEntry entry) {
    LocalEntry before = local.get(entry.id());
    local.put(entry);
    if (before == null
        || !before.at().equals(entry.at())
        || !before.content().equals(entry.content())) {
      pending.add(entry.id());
    }
  }

  /** Takes an entry and all below it out of the remote tree. */
  public void removeRemote(long id) {
    for (long below : remote.subtree(id)) {
      remote.remove(below);
      pending.add(below);
    }
  }

  /** Takes an entry and all below it out of the local tree. */
  public void removeLocal(long id) {
    for (long below : local.subtree(id)) {
      local.remove(below);
      pending.add(below);
    }
  }

  /** Both sides had the entry at this place: that is its base, whatever it holds. */
  public void agreeOn(long id, Location at) {
    SyncedEntry base = synced.get(id);
    if (base != null) {
      synced.put(new SyncedEntry(id, at, base.content()));
    }
    settle(id);
  }

  /** Both sides had this content: that is its base, wherever it lies. */
  public void agreeOn(long id, Content content) {
    SyncedEntry base = synced.get(id);
    if (base != null) {
      synced.put(new SyncedEntry(id, base.at(), content));
    }
    settle(id);
  }

  /** Both sides had the entry just so. */
  public void agreeOn(SyncedEntry base) {
    synced.put(base);
    settle(base.id());
  }

  /** Keeps the entry pending unless all three trees hold it alike. */
  public void settle(long id) {
    RemoteEntry there = remote.get(id);
    LocalEntry here = local.get(id);
    SyncedEntry base = synced.get(id);
    boolean gone = there == null && here == null && base == null;
    if (gone || there != null && here != null && base != null && alike(there, here, base)) {
      pending.remove(id);
    } else {
      pending.add(id);
    }
  }

  private static boolean alike(RemoteEntry there, LocalEntry here, SyncedEntry base) {
    return there.at().equals(here.at())
        && there.at().equals(base.at())
        && there.content().agrees(here.content())
        && there.content().agrees(base.content());
  }

  /** Keeps all changes since the last call. */
  public void commit() {
    try {
      handle.getConnection().commit();
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }

  /** Drops all changes since the last commit. */
  public void rollback() {
    try {
      handle.getConnection().rollback();
    } catch (SQLException e) {
      throw new StoreException(e);
    } finally {
      remote.forgetAtHand();
      local.forgetAtHand();
      synced.forgetAtHand();
    }
  }

  /** Closes the database; changes since the last commit are dropped. */
  @Override
  public void close() {
    rollback();
    try (handle) {
      // Or closing would complain of a transaction that nobody ended.
      handle.getConnection().setAutoCommit(true);
    } catch (SQLException e) {
      throw new StoreException(e);
    }
  }
}
