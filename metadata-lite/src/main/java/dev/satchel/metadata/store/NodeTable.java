package dev.satchel.metadata.store;

import dev.satchel.metadata.tree.ChildKey;
import dev.satchel.metadata.tree.Node;
import dev.satchel.metadata.tree.NodeState;
import dev.satchel.metadata.tree.Placement;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/**
 * The tree of one namespace: {@code latest}, joined with the journal rows of its revisions. {@code
 * CROSS JOIN} tells SQLite in which order to read; PostgreSQL finds its own.
 */
public final class NodeTable {

  private static final String SELECT = "SELECT " + Rows.NODE + Rows.NODE_WITH_CONTENT;

  private static final String BENEATH =
      "WITH RECURSIVE beneath (top, id, jid, kind, size_bytes) AS ("
          + " SELECT id, id, jid, kind, size_bytes FROM latest WHERE ns = ? AND id IN (%s)"
          + " UNION ALL"
          + " SELECT b.top, l.id, l.jid, l.kind, l.size_bytes FROM beneath b CROSS JOIN latest l"
          + " WHERE l.ns = ? AND l.parent_id = b.id AND l.deleted_jid = 0 AND b.kind = "
          + Codes.FOLDER
          + ") ";

  private static final String WRITE =
      "INSERT INTO latest (ns, id, parent_id, name, jid, kind, size_bytes, deleted_jid)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
          + " ON CONFLICT (ns, id) DO UPDATE SET parent_id = excluded.parent_id,"
          + " name = excluded.name, jid = excluded.jid, kind = excluded.kind,"
          + " size_bytes = excluded.size_bytes, deleted_jid = excluded.deleted_jid";

  private final Handle handle;
  private final long namespace;

  /** The tree of the namespace, in the handle's transaction if it has one. */
  public NodeTable(Handle handle, long namespace) {
    this.handle = handle;
    this.namespace = namespace;
  }

  /** Those living entries that are there, some of them twice. */
  public List<Node> children(List<ChildKey> keys) {
    return SqlList.inParts(keys, this::childrenOfPart);
  }

  private List<Node> childrenOfPart(List<ChildKey> keys) {
    Query query =
        handle.createQuery(
            "WITH k (parent_id, name) AS (VALUES "
                + SqlList.of("(?, ?)", keys.size())
                + ") SELECT "
                + Rows.NODE
                + " FROM k CROSS JOIN latest l JOIN journal j ON j.ns = l.ns AND j.jid = l.jid"
                + " WHERE l.ns = ? AND l.deleted_jid = 0"
                + " AND l.parent_id = k.parent_id AND l.name = k.name");
    SqlList.bind(keys, (key, i) -> query.bind(2 * i, key.parentId()).bind(2 * i + 1, key.name()));
    return query
        .bind(2 * SqlList.length(keys.size()), namespace)
        .map((row, context) -> Rows.node(row))
        .list();
  }

  /** The living entries in a folder whose names come after {@code name}, in that order. */
  public List<Node> childrenAfter(long folderId, String name, int limit) {
    return handle
        .createQuery(
            SELECT
                + "WHERE l.ns = ? AND l.deleted_jid = 0 AND l.parent_id = ? AND l.name > ?"
                + " ORDER BY l.name LIMIT ?")
        .bind(0, namespace)
        .bind(1, folderId)
        .bind(2, name)
        .bind(3, limit)
        .map((row, context) -> Rows.node(row))
        .list();
  }

  /** The entries with these ids, living or dead, as their last revision has them. */
  public List<Node> byId(List<Long> ids) {
    return SqlList.inParts(
        ids,
        part -> {
          Query query =
              handle.createQuery(
                  SELECT + "WHERE l.ns = ? AND l.id IN (" + SqlList.of("?", part.size()) + ")");
          query.bind(0, namespace);
          SqlList.bind(part, (id, i) -> query.bind(1 + i, id));
          return query.map((row, context) -> Rows.node(row)).list();
        });
  }

  /** The way from the root down to the entry, both included except for the root. */
  public List<Link> ancestry(long id) {
    return handle
        .createQuery(
            "WITH RECURSIVE up (id, parent_id, name, deleted_jid, distance) AS ("
                + " SELECT id, parent_id, name, deleted_jid, 0 FROM latest WHERE ns = ? AND id = ?"
                + " UNION ALL"
                + " SELECT l.id, l.parent_id, l.name, l.deleted_jid, u.distance + 1 FROM up u"
                + " JOIN latest l ON l.ns = ? AND l.id = u.parent_id)"
                + " SELECT id, parent_id, name, deleted_jid FROM up ORDER BY distance DESC")
        .bind(0, namespace)
        .bind(1, id)
        .bind(2, namespace)
        .map((row, context) ->
            link(row.getLong(1), row.getLong(2), row.getString(3), row.getLong(4)))
        .list();
  }

  /** Everything that lies, or lay when it or its folder was removed, at a name in these folders. */
  public List<Link> livingAndDead(List<Long> folderIds, String name, int limit) {
    String one =
        "SELECT id, parent_id, name, deleted_jid FROM latest WHERE ns = ? AND parent_id IN ("
            + SqlList.of("?", folderIds.size())
            + ") AND name = ? AND deleted_jid ";
    // The sum keeps SQLite from reading the whole namespace in the order of the ids.
    Query query =
        handle.createQuery(
            "SELECT id, parent_id, name, deleted_jid FROM ("
                + (one + "= 0 UNION ALL " + one + "<> 0")
                + ") AS found ORDER BY id + 0 DESC LIMIT ?");
    int folders = SqlList.length(folderIds.size());
    for (int half = 0; half < 2; half++) {
      int first = half * (folders + 2);
      query.bind(first, namespace).bind(first + 1 + folders, name);
      SqlList.bind(folderIds, (id, i) -> query.bind(first + 1 + i, id));
    }
    return query
        .bind(2 * (folders + 2), limit)
        .map((row, context) ->
            link(row.getLong(1), row.getLong(2), row.getString(3), row.getLong(4)))
        .list();
  }

  /** For each folder, the newest jid of it and of what lives in it. */
  Map<Long, Long> newestJids(List<Long> folderIds) {
    Map<Long, Long> newest = new HashMap<>();
    if (folderIds.isEmpty()) {
      return newest;
    }
    beneath(folderIds, "SELECT top, MAX(jid) FROM beneath GROUP BY top")
        .map((row, context) -> newest.put(row.getLong(1), row.getLong(2)))
        .list();
    return newest;
  }

  /** What the living files in these folders come to. */
  public long bytesBeneath(List<Long> folderIds) {
    return folderIds.isEmpty()
        ? 0
        : beneath(folderIds, "SELECT COALESCE(SUM(size_bytes), 0) FROM beneath")
            .mapTo(Long.class)
            .one();
  }

  private Query beneath(List<Long> folderIds, String select) {
    Query query = handle.createQuery(BENEATH.formatted(SqlList.of("?", folderIds.size())) + select);
    query.bind(0, namespace);
    SqlList.bind(folderIds, (id, i) -> query.bind(1 + i, id));
    return query.bind(1 + SqlList.length(folderIds.size()), namespace);
  }

  /** Writes what became of these entries. */
  public void write(Collection<NodeState> states) {
    // A name must be free before it is taken: first those that go, then those that leave their
    // places are put where nobody looks, then everything finds its place.
    upsert(states.stream().filter(NodeState::isDeleted).toList());
    List<NodeState> living = states.stream().filter(state -> !state.isDeleted()).toList();
    List<Long> moved =
        living.stream()
            .filter(state -> state.placement() == Placement.MOVED)
            .map(state -> state.node().id())
            .toList();
    if (!moved.isEmpty() && living.size() > 1) {
      park(moved);
    }
    upsert(living);
  }

  private void park(List<Long> ids) {
    var update =
        handle.createUpdate(
            "UPDATE latest SET parent_id = -1 - id WHERE ns = ? AND id IN ("
                + SqlList.of("?", ids.size())
                + ")");
    update.bind(0, namespace);
    SqlList.bind(ids, (id, i) -> update.bind(1 + i, id));
    update.execute();
  }

  private void upsert(List<NodeState> states) {
    if (states.isEmpty()) {
      return;
    }
    PreparedBatch batch = handle.prepareBatch(WRITE);
    for (NodeState state : states) {
      Node node = state.node();
      batch
          .bind(0, namespace)
          .bind(1, node.id())
          .bind(2, node.parentId())
          .bind(3, node.name())
          .bind(4, node.jid())
          .bind(5, Codes.of(node.content().kind()))
          .bind(6, node.content().sizeBytes())
          .bind(7, state.deletedJid())
          .add();
    }
    batch.execute();
  }

  private static Link link(long id, long parentId, String name, long deletedJid) {
    return new Link(id, parentId, name, deletedJid);
  }

  /**
   * An entry's place without its content.
   *
   * @param deletedJid the row that removed it; 0 while it lives, or went with its folder
   */
  public record Link(long id, long parentId, String name, long deletedJid) {}
}
