package dev.satchel.metadata.store;

import dev.satchel.metadata.tree.Content;
import dev.satchel.metadata.tree.JournalRow;
import dev.satchel.metadata.tree.Node;
import dev.satchel.metadata.tree.PackedBlocks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Rows of the journal {@code j} and of the tree {@code l} as records. */
final class Rows {

  static final String CONTENT =
      "j.kind, j.size_bytes, j.mtime_s, j.mtime_ns, j.executable, j.blocks, j.target, j.from_path";
  static final String JOURNAL = "j.jid, j.entry_id, j.action, j.path, " + CONTENT;
  static final String SIGNED = JOURNAL + ", j.device, j.committed_at";
  static final String NODE = "l.id, l.parent_id, l.name, l.jid, " + CONTENT;
  static final String NODE_WITH_CONTENT =
      " FROM latest l JOIN journal j ON j.ns = l.ns AND j.jid = l.jid ";

  /** Where {@link #SIGNED} has the device's name. */
  static final int DEVICE = 13;

  private static final int CONTENT_AFTER_KEYS = 5;

  private Rows() {}

  /** A row of {@link #NODE}. */
  static Node node(ResultSet row) throws SQLException {
    return new Node(
        row.getLong(1),
        row.getLong(2),
        row.getString(3),
        row.getLong(4),
        content(row, CONTENT_AFTER_KEYS),
        row.getString(CONTENT_AFTER_KEYS + 7));
  }

  /** A row of {@link #JOURNAL}. */
  static JournalRow journal(ResultSet row) throws SQLException {
    return new JournalRow(
        row.getLong(1),
        row.getLong(2),
        Codes.action(row.getInt(3)),
        row.getString(4),
        row.getString(CONTENT_AFTER_KEYS + 7),
        content(row, CONTENT_AFTER_KEYS));
  }

  private static Content content(ResultSet row, int first) throws SQLException {
    return new Content(
        Codes.kind(row.getInt(first)),
        row.getLong(first + 1),
        instant(row, first + 2),
        row.getInt(first + 4) != 0,
        PackedBlocks.ofBytes(row.getBytes(first + 5)),
        row.getString(first + 6));
  }

  private static @Nullable Instant instant(ResultSet row, int first) throws SQLException {
    long seconds = row.getLong(first);
    return row.wasNull() ? null : Instant.ofEpochSecond(seconds, row.getInt(first + 1));
  }
}
