package dev.satchel.client.store;

import dev.satchel.client.tree.RemoteEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The remote tree. */
public final class RemoteTable extends TreeTable<RemoteEntry> {

  private static final String INSERT = upsert("remote", "rev", "server_id", "snapshot");

  private long snapshot;

  RemoteTable(Statements statements) {
    super(statements, "remote", ", rev, server_id");
  }

  /** Entries that are put from now on belong to this snapshot. */
  public void belongTo(long newSnapshot) {
    snapshot = newSnapshot;
  }

  /** The entry that the server calls so. */
  public @Nullable RemoteEntry byServerId(String serverId) {
    List<RemoteEntry> found = where("server_id = ?", serverId);
    return found.isEmpty() ? null : found.getFirst();
  }

  /** Entries of earlier snapshots, some of them. */
  public List<RemoteEntry> older(int limit) {
    return where("snapshot <> ? LIMIT ?", snapshot, limit);
  }

  /** Says that an entry, unchanged, belongs to the current snapshot. */
  public void seen(long id) {
    statements.update("UPDATE remote SET snapshot = ? WHERE id = ?", snapshot, id);
  }

  @Override
  RemoteEntry read(ResultSet row) throws SQLException {
    return new RemoteEntry(
        row.getLong(1), location(row), content(row), row.getString(10), row.getString(11));
  }

  @Override
  void insert(RemoteEntry entry) {
    write(INSERT, entry, entry.rev(), entry.serverId(), snapshot);
  }
}
