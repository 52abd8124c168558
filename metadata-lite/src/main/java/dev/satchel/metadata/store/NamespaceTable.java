package dev.satchel.metadata.store;

import dev.satchel.metadata.tree.Namespace;
import org.jdbi.v3.core.Handle;

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

  /** The newest row of the journal. */
  public long headJid(long id) {
    return handle
        .createQuery("SELECT head_jid FROM namespaces WHERE id = ?")
        .bind(0, id)
        .mapTo(Long.class)
        .one();
  }
}
