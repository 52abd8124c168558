package dev.satchel.metadata.store;

import dev.satchel.metadata.tree.Namespace;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The namespaces' counters. */
public final class NamespaceTable {

  private final Handle handle;

  /** In the handle's transaction if it has one. */
  public NamespaceTable(Handle handle) {
    this.handle = handle;
  }

  /**
   * The namespace, for a transaction that will write to it: there is one such at a time. The update
   * changes nothing; it waits for the transaction before, and sees what that one wrote.
   */
  public Namespace lock(long id) {
    return handle
        .createQuery(
            "UPDATE namespaces SET head_jid = head_jid WHERE id = ? RETURNING head_jid, used_bytes,"
                + " (SELECT quota_bytes FROM users WHERE root_namespace = ?)")
        .bind(0, id)
        .bind(1, id)
        .map((row, c) -> new Namespace(id, row.getLong(1), row.getLong(2), row.getLong(3)))
        .one();
  }

  /** Moves the head and the usage on. */
  public void advance(long id, long headJid, long grownBytes) {
    handle.execute(
        "UPDATE namespaces SET head_jid = ?, used_bytes = used_bytes + ? WHERE id = ?",
        headJid,
        grownBytes,
        id);
  }

  /** The newest row of each of these journals; a namespace that is not there is left out. */
  public Map<Long, Long> headJids(Collection<Long> ids) {
    Map<Long, Long> heads = new HashMap<>();
    SqlList.inParts(List.copyOf(ids), this::heads)
        .forEach(head -> heads.put(head.namespace(), head.jid()));
    return heads;
  }

  private record Head(long namespace, long jid) {}

  private List<Head> heads(List<Long> ids) {
    Query query =
        handle.createQuery(
            "SELECT id, head_jid FROM namespaces WHERE id IN ("
                + SqlList.of("?", ids.size())
                + ")");
    SqlList.bind(ids, (id, index) -> query.bind(index, id));
    return query.map((row, c) -> new Head(row.getLong(1), row.getLong(2))).list();
  }

  /** The newest row of the journal. */
  public long headJid(long id) {
    return handle
        .createQuery("SELECT head_jid FROM namespaces WHERE id = ?")
        .bind(0, id)
        .mapTo(Long.class)
        .one();
  }
}
