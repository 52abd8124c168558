package dev.satchel.metadata;

import dev.satchel.contract.Entry;
import dev.satchel.contract.ListPage;
import dev.satchel.metadata.store.Database;
import dev.satchel.metadata.store.NodeTable;
import dev.satchel.metadata.store.TreeReader;
import dev.satchel.metadata.store.TreeReader.Position;
import dev.satchel.metadata.store.TreeReader.Top;
import dev.satchel.metadata.tree.Cursor;
import dev.satchel.metadata.tree.Node;
import dev.satchel.metadata.tree.Rev;
import dev.satchel.metadata.tree.TreePath;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What is where. */
public final class Trees {

  private final Database database;

  Trees(Database database) {
    this.database = database;
  }

  /**
   * A folder in pages, in the order of the names' code points; with {@code recursive} each folder
   * is followed by what it holds.
   *
   * @throws RefusedException for a bad path, no folder there, or a cursor of something else
   */
  public ListPage list(
      Caller caller, String path, boolean recursive, @Nullable String cursor, int limit) {
    TreePath folder = Requests.path(path);
    int size = Requests.pageSize(limit);
    return database.read(handle -> {
      TreeReader reader = reader(handle, caller);
      Top top = top(reader, folder);
      if (cursor == null) {
        return page(caller, top, reader.first(top, recursive, size));
      }
      return page(
          caller,
          top,
          reader
              .after(position(caller, top, cursor), top, recursive, size)
              .orElseThrow(Requests::unknownCursor));
    });
  }

  /**
   * One entry, now or as it was at a revision of that path.
   *
   * @throws RefusedException for a bad path
   */
  public Optional<Entry> entry(Caller caller, String path, @Nullable String rev) {
    TreePath at = Requests.path(path);
    Records records = new Records(caller.rootNamespace());
    if (rev == null) {
      return database.read(
          handle -> reader(handle, caller).find(at).map(node -> records.entry(at.text(), node)));
    }
    return database.read(handle ->
        Rev.parse(rev)
            .flatMap(parsed -> new History(handle, caller).version(at, parsed))
            .filter(signed -> !History.isRemoval(signed))
            .map(signed ->
                records.entry(
                    at.text(),
                    signed.row().entryId(),
                    signed.row().jid(),
                    signed.row().content())));
  }

  private static TreeReader reader(Handle handle, Caller caller) {
    return new TreeReader(new NodeTable(handle, caller.rootNamespace()));
  }

  private static Top top(TreeReader reader, TreePath folder) {
    if (folder.isRoot()) {
      return Top.ROOT;
    }
    Node node =
        reader.find(folder).filter(Node::isFolder).orElseThrow(() -> Requests.notFound(folder));
    return new Top(node.id(), folder.text());
  }

  private static Position position(Caller caller, Top top, String cursor) {
    if (Requests.cursor(caller, cursor) instanceof Cursor.Listing listing
        && listing.root() == top.id()) {
      return new Position(listing.folder(), listing.name());
    }
    throw Requests.unknownCursor();
  }

  private static ListPage page(Caller caller, Top top, TreeReader.Page page) {
    long namespace = caller.rootNamespace();
    Records records = new Records(namespace);
    List<Entry> entries =
        page.entries().stream().map(at -> records.entry(at.path(), at.node())).toList();
    if (!page.hasMore()) {
      return new ListPage(entries, null, false);
    }
    Position end = page.end();
    Cursor next = new Cursor.Listing(namespace, top.id(), end.folder(), end.name());
    return new ListPage(entries, next.toString(), true);
  }
}
