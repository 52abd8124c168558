package dev.satchel.client.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small facts by name, problems by path, and the counts that a status shows. */
public final class StatusTable {

  private static final String WAITING =
      "FROM pending p JOIN %s f ON f.id = p.id AND f.kind = 0 LEFT JOIN %s o ON o.id = p.id"
          + " LEFT JOIN synced s ON s.id = p.id"
          + " WHERE (o.id IS NULL OR o.blocks IS NOT f.blocks)"
          + " AND (s.id IS NULL OR s.blocks IS NOT f.blocks)";

  /** Codes of problems that a look at the folder finds, and only another one can end. */
  private static final String SCAN_CODES =
      "('unreadable', 'illegal-name', 'illegal-target', 'unsupported-kind', 'unsupported-time')";

  private final Statements statements;

  StatusTable(Statements statements) {
    this.statements = statements;
  }

  /** The value of this name. */
  public @Nullable String get(String name) {
    return statements.first("SELECT value FROM meta WHERE name = ?", row -> row.getString(1), name);
  }

  /** Sets the value of this name; null takes it out. */
  public void set(String name, @Nullable String value) {
    if (value == null) {
      statements.update("DELETE FROM meta WHERE name = ?", name);
    } else {
      statements.update("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", name, value);
    }
  }

  /** Says why a path is not in sync. */
  public void problem(String path, String code, String detail) {
    statements.update(
        "INSERT OR REPLACE INTO problem (path, code, detail) VALUES (?, ?, ?)", path, code, detail);
  }

  /** Drops what the scan said. */
  public void clearProblemsOfScan() {
    statements.update("DELETE FROM problem WHERE code IN " + SCAN_CODES);
  }

  /** Drops what was said while changes were carried out; what the scan said stays. */
  public void clearProblemsOfChanges() {
    statements.update("DELETE FROM problem WHERE code NOT IN " + SCAN_CODES);
  }

  /** The problem of this path is over. */
  public void clearProblem(String path) {
    statements.update("DELETE FROM problem WHERE path = ?", path);
  }

  /** The problems, by path. */
  public List<Problem> problems() {
    return statements.all(
        "SELECT path, code, detail FROM problem ORDER BY path LIMIT 1000",
        row -> new Problem(row.getString(1), row.getString(2), row.getString(3)));
  }

  /** Conflicted copies in the folder. */
  public long conflictedCopies() {
    return statements.number(
        "SELECT count(*) FROM local WHERE instr(name, '''s conflicted copy ') > 0");
  }

  /** Files to send, and their bytes. */
  public Waiting uploads() {
    return waiting("local", "remote");
  }

  /** Files to fetch, and their bytes. */
  public Waiting downloads() {
    return waiting("remote", "local");
  }

  private Waiting waiting(String from, String to) {
    Waiting waiting =
        statements.first(
            "SELECT count(*), total(f.size) " + WAITING.formatted(from, to),
            row -> new Waiting(row.getLong(1), row.getLong(2)));
    return waiting == null ? new Waiting(0, 0) : waiting;
  }

  /** Why one path is not in sync. */
  public record Problem(String path, String code, String detail) {}

  /** A number of files and their size together. */
  public record Waiting(long files, long bytes) {}
}
