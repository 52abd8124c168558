package dev.satchel.metadata;

import dev.satchel.contract.DeltaAction;
import dev.satchel.metadata.store.JournalTable;
import dev.satchel.metadata.store.JournalTable.Signed;
import dev.satchel.metadata.store.NodeTable;
import dev.satchel.metadata.tree.Node;
import dev.satchel.metadata.tree.Rev;
import dev.satchel.metadata.tree.TreePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The past of a path: of the entry that lives there, and of those that lay there when they were
 * removed. Entries take their versions along when they move.
 */
final class History {

  /** Bounds what one question costs, however often a path was removed and made again. */
  static final int MOST = 1_000;

  private final long namespace;
  private final JournalTable journal;
  private final NodeTable nodes;

  History(Handle handle, Caller caller) {
    this.namespace = caller.rootNamespace();
    this.journal = new JournalTable(handle, namespace);
    this.nodes = new NodeTable(handle, namespace);
  }

  /**
   * An entry that lies or lay at the path.
   *
   * @param deletedJid the row that removed it itself; 0 if none did
   * @param goneWithJid the row that first removed a folder above it; 0 if none did
   */
  record Tenant(long id, long deletedJid, long goneWithJid) {

    boolean isDead() {
      return deletedJid != 0 || goneWithJid != 0;
    }

    /** The row after which it was there no more. */
    long removedBy() {
      return deletedJid != 0 ? deletedJid : goneWithJid;
    }
  }

  /** All that lies or lay at the path. */
  List<Tenant> tenants(TreePath path) {
    List<Tenant> level = List.of(new Tenant(Node.ROOT_ID, 0, 0));
    for (String name : path.names()) {
      Map<Long, Tenant> folders = new HashMap<>();
      level.forEach(folder -> folders.put(folder.id(), folder));
      List<Tenant> next = new ArrayList<>();
      for (NodeTable.Link link : nodes.livingAndDead(List.copyOf(folders.keySet()), name, MOST)) {
        Tenant folder = folders.get(link.parentId());
        if (folder != null) {
          next.add(new Tenant(link.id(), link.deletedJid(), folder.removedBy()));
        }
      }
      if (next.isEmpty()) {
        return List.of();
      }
      level = next;
    }
    return level;
  }

  /** The newest rows of the path, newest first. */
  List<Signed> versions(TreePath path) {
    List<Tenant> tenants = tenants(path);
    if (tenants.isEmpty()) {
      return List.of();
    }
    List<Signed> rows =
        new ArrayList<>(journal.ofEntries(tenants.stream().map(Tenant::id).toList(), MOST));
    // What went with its folder has no row of its own for that; the folder's says it.
    tenants.stream()
        .filter(tenant -> tenant.deletedJid() == 0 && tenant.goneWithJid() != 0)
        .flatMap(tenant -> journal.row(tenant.goneWithJid()).stream())
        .forEach(rows::add);
    rows.sort(Comparator.comparingLong((Signed signed) -> signed.row().jid()).reversed());
    return rows.subList(0, Math.min(MOST, rows.size()));
  }

  /** The row of a revision, if it is one of that path. */
  Optional<Signed> version(TreePath path, Rev rev) {
    if (rev.namespace() != namespace) {
      return Optional.empty();
    }
    return journal.row(rev.jid()).filter(signed -> isOf(path, signed));
  }

  private boolean isOf(TreePath path, Signed signed) {
    long jid = signed.row().jid();
    return signed.row().path().equals(path.text())
        || tenants(path).stream()
            .anyMatch(
                tenant -> tenant.id() == signed.row().entryId() || tenant.goneWithJid() == jid);
  }

  static boolean isRemoval(Signed signed) {
    return signed.row().action() == DeltaAction.REMOVED;
  }
}
