package dev.satchel.metadata;

import dev.satchel.contract.DeltaEntry;
import dev.satchel.contract.DeltaPage;
import dev.satchel.metadata.store.Database;
import dev.satchel.metadata.store.JournalTable;
import dev.satchel.metadata.store.NamespaceTable;
import dev.satchel.metadata.store.NodeTable;
import dev.satchel.metadata.store.TreeReader;
import dev.satchel.metadata.tree.Cursor;
import dev.satchel.metadata.tree.JournalRow;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What changed after a cursor: first a snapshot of the tree in pages, then the journal from where
 * it stood when the snapshot began. docs/metadata.md says how to apply it.
 */
public final class Deltas {

  private final Database database;

  Deltas(Database database) {
    this.database = database;
  }

  /**
   * The page after the cursor; without a cursor the first page of a snapshot.
   *
   * @throws RefusedException for a cursor that is not one of the caller's
   */
  public DeltaPage read(Caller caller, @Nullable String cursor, int limit) {
    Cursor position = cursor == null ? null : Requests.cursor(caller, cursor);
    int size = Requests.pageSize(limit);
    return database.read(handle ->
        switch (position) {
          case null -> begin(handle, caller, size);
          case Cursor.Journal journal -> journal(handle, journal, size);
          case Cursor.Snapshot snapshot -> goOn(handle, caller, snapshot, size);
          case Cursor.Listing listing -> throw Requests.unknownCursor();
        });
  }

  /** The cursor of this moment: nothing is after it yet. */
  public String head(Caller caller) {
    long namespace = caller.rootNamespace();
    return database.read(
        handle -> new Records(namespace).cursor(new NamespaceTable(handle).headJid(namespace)));
  }

  /**
   * How far the journals of these namespaces reach, whoever wrote to them: for processes that share
   * the database and hear of each other's commits by looking.
   */
  public Map<Long, Long> heads(Collection<Long> namespaces) {
    return namespaces.isEmpty()
        ? Map.of()
        : database.read(handle -> new NamespaceTable(handle).headJids(namespaces));
  }

  /**
   * Whether there is something after the cursor.
   *
   * @throws RefusedException for a cursor that is not one of the caller's
   */
  public boolean hasChanges(Caller caller, String cursor) {
    return switch (Requests.cursor(caller, cursor)) {
      case Cursor.Journal journal ->
          database.read(handle -> checkedHead(handle, journal.namespace(), journal.jid()))
              > journal.jid();
      case Cursor.Snapshot snapshot -> true;
      case Cursor.Listing listing -> throw Requests.unknownCursor();
    };
  }

  private DeltaPage begin(Handle handle, Caller caller, int size) {
    long namespace = caller.rootNamespace();
    long jid = new NamespaceTable(handle).headJid(namespace);
    TreeReader reader = new TreeReader(new NodeTable(handle, namespace));
    return snapshot(
        handle,
        new Cursor.Journal(namespace, jid),
        reader.first(TreeReader.Top.ROOT, true, size),
        true);
  }

  private DeltaPage goOn(Handle handle, Caller caller, Cursor.Snapshot at, int size) {
    long namespace = at.namespace();
    checkedHead(handle, namespace, at.jid());
    TreeReader reader = new TreeReader(new NodeTable(handle, namespace));
    TreeReader.Page page =
        reader
            .after(new TreeReader.Position(at.folder(), at.name()), TreeReader.Top.ROOT, true, size)
            .orElseThrow(Requests::unknownCursor);
    // A folder that moves from the part still to be read into the part that was read would be
    // missed with all it holds, as the journal does not list the children of moved folders. Asked
    // after the page was read, so that it holds for the page too.
    if (new JournalTable(handle, namespace).folderMovedAfter(at.jid())) {
      return begin(handle, caller, size);
    }
    return snapshot(handle, new Cursor.Journal(namespace, at.jid()), page, false);
  }

  private static DeltaPage snapshot(
      Handle handle, Cursor.Journal start, TreeReader.Page page, boolean reset) {
    Records records = new Records(start.namespace());
    List<DeltaEntry> entries =
        page.entries().stream().map(at -> records.listed(at.path(), at.node())).toList();
    if (page.hasMore()) {
      TreeReader.Position end = page.end();
      Cursor next = new Cursor.Snapshot(start.namespace(), start.jid(), end.folder(), end.name());
      return new DeltaPage(entries, next.toString(), true, reset);
    }
    long head = new NamespaceTable(handle).headJid(start.namespace());
    return new DeltaPage(entries, start.toString(), head > start.jid(), reset);
  }

  private static DeltaPage journal(Handle handle, Cursor.Journal from, int size) {
    long head = checkedHead(handle, from.namespace(), from.jid());
    Records records = new Records(from.namespace());
    List<JournalRow> rows = new JournalTable(handle, from.namespace()).after(from.jid(), size);
    long reached = rows.isEmpty() ? from.jid() : rows.getLast().jid();
    return new DeltaPage(
        rows.stream().map(records::delta).toList(), records.cursor(reached), reached < head, false);
  }

  /** The head of the journal; a cursor beyond it is of another database. */
  private static long checkedHead(Handle handle, long namespace, long cursorJid) {
    long head = new NamespaceTable(handle).headJid(namespace);
    if (cursorJid > head || cursorJid < 0) {
      throw Requests.unknownCursor();
    }
    return head;
  }
}
