package dev.satchel.metadata.store;

import dev.satchel.metadata.tree.Content;
import dev.satchel.metadata.tree.JournalRow;
import dev.satchel.metadata.tree.PackedBlocks;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/** The journal of one namespace. */
public final class JournalTable {

  private static final String SELECT =
      "SELECT " + Rows.SIGNED + " FROM journal j WHERE j.ns = ? AND ";

  private static final String APPEND =
      "INSERT INTO journal (ns, jid, entry_id, action, path, from_path, kind, size_bytes, mtime_s,"
          + " mtime_ns, executable, blocks, target, device, committed_at)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private final Handle handle;
  private final long namespace;

  /** The journal of the namespace, in the handle's transaction if it has one. */
  public JournalTable(Handle handle, long namespace) {
    this.handle = handle;
    this.namespace = namespace;
  }

  /** A row and who committed it when. */
  public record Signed(JournalRow row, String device, Instant committedAt) {}

  /** Appends rows, all of the same device and moment. */
  public void append(List<JournalRow> rows, String device, Instant now) {
    PreparedBatch batch = handle.prepareBatch(APPEND);
    for (JournalRow row : rows) {
      batch
          .bind(0, namespace)
          .bind(1, row.jid())
          .bind(2, row.entryId())
          .bind(3, Codes.of(row.action()))
          .bind(4, row.path())
          .bind(5, row.fromPath())
          .bind(13, device)
          .bind(14, now.toEpochMilli());
      bindContent(batch, row.content());
      batch.add();
    }
    batch.execute();
  }

  private static void bindContent(PreparedBatch batch, Content content) {
    Instant mtime = content.mtime();
    PackedBlocks blocks = content.blocks();
    batch
        .bind(6, Codes.of(content.kind()))
        .bind(7, content.sizeBytes())
        .bind(10, content.executable() ? 1 : 0)
        .bind(12, content.target());
    if (mtime == null) {
      batch.bindNull(8, Types.BIGINT).bindNull(9, Types.INTEGER);
    } else {
      batch.bind(8, mtime.getEpochSecond()).bind(9, mtime.getNano());
    }
    if (blocks.count() == 0) {
      batch.bindNull(11, Types.BINARY);
    } else {
      batch.bind(11, blocks.bytes());
    }
  }

  /** The rows after {@code jid}, oldest first. */
  public List<JournalRow> after(long jid, int limit) {
    return handle
        .createQuery(SELECT + "j.jid > ? ORDER BY j.jid LIMIT ?")
        .bind(0, namespace)
        .bind(1, jid)
        .bind(2, limit)
        .map((row, context) -> Rows.journal(row))
        .list();
  }

  /** One row. */
  public Optional<Signed> row(long jid) {
    return signed(handle.createQuery(SELECT + "j.jid = ?").bind(0, namespace).bind(1, jid)).stream()
        .findFirst();
  }

  /** The rows of these entries, newest first. */
  public List<Signed> ofEntries(List<Long> entryIds, int limit) {
    Query query =
        handle.createQuery(
            "WITH k (id) AS (SELECT DISTINCT column1 FROM (VALUES "
                + SqlList.of("(?)", entryIds.size())
                + ") AS v) SELECT "
                + Rows.SIGNED
                + " FROM k CROSS JOIN journal j WHERE j.ns = ? AND j.entry_id = k.id"
                + " ORDER BY j.jid DESC LIMIT ?");
    int ids = SqlList.length(entryIds.size());
    SqlList.bind(entryIds, (id, i) -> query.bind(i, id));
    return signed(query.bind(ids, namespace).bind(ids + 1, limit));
  }

  /** Whether a folder was moved after {@code jid}. */
  public boolean folderMovedAfter(long jid) {
    return handle
        .createQuery(
            "SELECT EXISTS (SELECT 1 FROM journal WHERE ns = ? AND jid > ? AND action = "
                + Codes.MOVED
                + " AND kind = "
                + Codes.FOLDER
                + ")")
        .bind(0, namespace)
        .bind(1, jid)
        .map((row, context) -> row.getBoolean(1))
        .one();
  }

  private static List<Signed> signed(Query query) {
    return query
        .map((row, context) ->
            new Signed(
                Rows.journal(row),
                row.getString(Rows.DEVICE),
                Instant.ofEpochMilli(row.getLong(Rows.DEVICE + 1))))
        .list();
  }
}
