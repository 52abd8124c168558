package dev.satchel.client.store;

import dev.satchel.client.tree.Content;
import dev.satchel.client.tree.Location;
import dev.satchel.client.tree.Tree;
import dev.satchel.client.tree.TreeEntry;
import dev.satchel.contract.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One of the three trees as a table. Entries read lately are kept at hand; the control thread is
 * the only one that changes the table, so they stay true.
 */
public abstract class TreeTable<E extends TreeEntry> implements Tree<E> {

  /** The folder of entries whose place is not known for the moment. */
  public static final long LIMBO = 0;

  static final String CONTENT_COLUMNS = "kind, blocks, size, mtime, executable, target";

  private static final Kind[] KINDS = Kind.values();
  private static final int MAX_AT_HAND = 8_192;

  final Statements statements;
  private final String table;
  private final String select;
  private final Map<Long, Optional<E>> atHand =
      new LinkedHashMap<>(1_024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Optional<E>> eldest) {
          return size() > MAX_AT_HAND;
        }
      };

  TreeTable(Statements statements, String table, String moreColumns) {
    this.statements = statements;
    this.table = table;
    this.select =
        "SELECT id, parent, name, " + CONTENT_COLUMNS + moreColumns + " FROM " + table + " WHERE ";
  }

  abstract E read(ResultSet row) throws SQLException;

  abstract void insert(E entry);

  @Override
  public final @Nullable E get(long id) {
    Optional<E> entry = atHand.get(id);
    if (entry == null) {
      entry = Optional.ofNullable(statements.first(select + "id = ?", this::read, id));
      atHand.put(id, entry);
    }
    return entry.orElse(null);
  }

  @Override
  public final @Nullable E child(Location at) {
    E entry =
        statements.first(select + "parent = ? AND name = ?", this::read, at.parent(), at.name());
    if (entry != null) {
      atHand.put(entry.id(), Optional.of(entry));
    }
    return entry;
  }

  @Override
  public final boolean hasChildren(long id) {
    return statements.number("SELECT EXISTS (SELECT 1 FROM " + table + " WHERE parent = ?)", id)
        == 1;
  }

  /**
   * Reads what will be asked for next in one go.
   *
   * @param pending ids of pending entries, in order
   */
  final void fetchPending(List<Long> pending) {
    pending.forEach(id -> atHand.put(id, Optional.empty()));
    where(
            "id IN (SELECT id FROM pending WHERE id BETWEEN ? AND ?)",
            pending.getFirst(),
            pending.getLast())
        .forEach(entry -> atHand.put(entry.id(), Optional.of(entry)));
  }

  /** All that lies directly in a folder. */
  public final List<E> children(long parent) {
    return statements.all(select + "parent = ?", this::read, parent);
  }

  /** Adds an entry, or replaces the one of its id. */
  public void put(E entry) {
    insert(entry);
    atHand.put(entry.id(), Optional.of(entry));
  }

  /** Takes an entry out; what lies below it stays behind. */
  public void remove(long id) {
    statements.update("DELETE FROM " + table + " WHERE id = ?", id);
    atHand.put(id, Optional.empty());
  }

  /** The ids of an entry and all below it. */
  public final List<Long> subtree(long id) {
    return statements.all(
        "WITH RECURSIVE below (id) AS (SELECT ? UNION ALL SELECT t.id FROM "
            + table
            + " t JOIN below b ON t.parent = b.id) SELECT id FROM below",
        row -> row.getLong(1),
        id);
  }

  /** How many entries there are. */
  public final long count() {
    return statements.number("SELECT count(*) FROM " + table);
  }

  /**
   * Runs what {@link #upsert} made.
   *
   * @param more the values of the table's own columns
   */
  final void write(String upsert, E entry, @Nullable Object... more) {
    Content content = entry.content();
    List<@Nullable Object> values =
        new ArrayList<>(
            Arrays.asList(
                entry.id(),
                entry.at().parent(),
                entry.at().name(),
                content.kind().ordinal(),
                PackedBlocks.pack(content.blocks()),
                content.sizeBytes(),
                content.mtimeNanos(),
                content.executable() ? 1 : 0,
                content.target()));
    values.addAll(Arrays.asList(more));
    statements.update(upsert, values.toArray());
  }

  final List<E> where(String condition, @Nullable Object... arguments) {
    return statements.all(select + condition, this::read, arguments);
  }

  final void forgetAtHand() {
    atHand.clear();
  }

  /** Fails when another entry holds the place: two entries in one place are a mistake of ours. */
  static String upsert(String table, String... moreColumns) {
    List<String> columns = new ArrayList<>(List.of("parent", "name"));
    columns.addAll(List.of(CONTENT_COLUMNS.split(", ")));
    columns.addAll(List.of(moreColumns));
    String assignments =
        columns.stream().map(c -> c + " = excluded." + c).collect(Collectors.joining(", "));
    return "INSERT INTO "
        + table
        + " (id, "
        + String.join(", ", columns)
        + ") VALUES (?"
        + ", ?".repeat(columns.size())
        + ") ON CONFLICT (id) DO UPDATE SET "
        + assignments;
  }

  static Location location(ResultSet row) throws SQLException {
    return new Location(row.getLong(2), row.getString(3));
  }

  static Content content(ResultSet row) throws SQLException {
    return new Content(
        KINDS[row.getInt(4)],
        PackedBlocks.unpack(row.getBytes(5)),
        row.getLong(6),
        row.getLong(7),
        row.getInt(8) != 0,
        row.getString(9));
  }
}
