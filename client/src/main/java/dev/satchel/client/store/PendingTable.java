package dev.satchel.client.store;

import java.util.List;

/** Ids of the entries that the three trees may hold differently. */
public final class PendingTable {

  private final Statements statements;

  PendingTable(Statements statements) {
    this.statements = statements;
  }

  /** The entry has to be planned for. */
  public void add(long id) {
    statements.update("INSERT OR IGNORE INTO pending (id) VALUES (?)", id);
  }

  /** The three trees agree on the entry. */
  public void remove(long id) {
    statements.update("DELETE FROM pending WHERE id = ?", id);
  }

  /** The next ids after {@code after}, in order. */
  public List<Long> next(long after, int limit) {
    return statements.all(
        "SELECT id FROM pending WHERE id > ? ORDER BY id LIMIT ?",
        row -> row.getLong(1),
        after,
        limit);
  }

  /** How many there are. */
  public long count() {
    return statements.number("SELECT count(*) FROM pending");
  }

  /** Files that were deleted here, are unchanged on the server, and wait to be deleted there. */
  public long deletesOfFiles() {
    return statements.number(
        "SELECT count(*) FROM pending p JOIN synced s ON s.id = p.id AND s.kind = 0"
            + " JOIN remote r ON r.id = p.id LEFT JOIN local l ON l.id = p.id"
            + " WHERE l.id IS NULL");
  }

  /** The ids of all entries, folders too, that wait to be deleted on the server. */
  public List<Long> deletes() {
    return statements.all(
        "SELECT p.id FROM pending p JOIN synced s ON s.id = p.id"
            + " JOIN remote r ON r.id = p.id LEFT JOIN local l ON l.id = p.id"
            + " WHERE l.id IS NULL",
        row -> row.getLong(1));
  }
}
