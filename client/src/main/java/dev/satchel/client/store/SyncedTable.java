package dev.satchel.client.store;

import dev.satchel.client.tree.SyncedEntry;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The synced tree: the merge base. */
public final class SyncedTable extends TreeTable<SyncedEntry> {

  private static final String INSERT = upsert("synced");

  SyncedTable(Statements statements) {
    super(statements, "synced", "");
  }

  /** How many files there are. */
  public long files() {
    return statements.number("SELECT count(*) FROM synced WHERE kind = 0");
  }

  @Override
  SyncedEntry read(ResultSet row) throws SQLException {
    return new SyncedEntry(row.getLong(1), location(row), content(row));
  }

  @Override
  void insert(SyncedEntry entry) {
    write(INSERT, entry);
  }
}
