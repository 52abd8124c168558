package dev.satchel.client.engine;

import dev.satchel.client.remote.Server;
import dev.satchel.client.remote.ServerException;
import dev.satchel.client.store.TreeStore;
import dev.satchel.client.store.TreeTable;
import dev.satchel.client.tree.Content;
import dev.satchel.client.tree.Location;
import dev.satchel.client.tree.RemoteEntry;
import dev.satchel.client.tree.Tree;
import dev.satchel.contract.DeltaAction;
import dev.satchel.contract.DeltaEntry;
import dev.satchel.contract.DeltaPage;
import dev.satchel.contract.Kind;
import dev.satchel.contract.Limits;
import dev.satchel.contract.ProblemCode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the server's journal into the remote tree.
 *
 * <p>Entries are found by the server's id, so that reading a part of the journal twice, or a
 * snapshot and then what happened while it was taken, comes to the same tree. An entry whose place
 * another one takes waits in the limbo until the run of the journal has been read.
 */
final class RemoteFeed {

  /** The name under which the cursor is kept. */
  static final String CURSOR = "cursor";

  private static final String SNAPSHOT = "snapshot";
  private static final String SNAPSHOT_OPEN = "snapshot-open";
  private static final int MAX_FOLDERS_AT_HAND = 4_096;

  private final Server server;
  private final TreeStore store;
  private final Map<String, Long> folders = new HashMap<>();
  private boolean strayed;

  RemoteFeed(Server server, TreeStore store) {
    this.server = server;
    this.store = store;
  }

  /** How far the journal has been read. */
  @Nullable String cursor() {
    return store.status().get(CURSOR);
  }

  /**
   * Reads to the journal's end.
   *
   * @return whether there was anything
   */
  boolean pull() throws ServerException {
    boolean any = false;
    boolean more = true;
    while (more) {
      DeltaPage page = nextPage();
      takeIn(page);
      any |= !page.entries().isEmpty();
      more = page.hasMore();
    }
    if (strayed) {
      // The journal and our tree do not fit together: the whole tree is read at the next pull.
      strayed = false;
      store.status().set(CURSOR, null);
      store.commit();
    }
    return any;
  }

  private DeltaPage nextPage() throws ServerException {
    try {
      return server.delta(cursor(), Limits.MAX_ENTRIES);
    } catch (ServerException.Refused e) {
      if (!e.is(ProblemCode.UNKNOWN_CURSOR) || cursor() == null) {
        throw e;
      }
      store.status().set(CURSOR, null);
      store.status().set(SNAPSHOT_OPEN, null);
      return server.delta(null, Limits.MAX_ENTRIES);
    }
  }

  private void takeIn(DeltaPage page) {
    boolean fromTheStart = cursor() == null || page.reset();
    if (fromTheStart) {
      store.status().set(SNAPSHOT, Long.toString(snapshot() + 1));
      store.status().set(SNAPSHOT_OPEN, "yes");
    }
    store.remote().belongTo(snapshot());
    page.entries().forEach(this::apply);
    store.status().set(CURSOR, page.cursor());
    if (!page.hasMore()) {
      store.remote().children(TreeTable.LIMBO).forEach(lost -> store.removeRemote(lost.id()));
      closeSnapshot();
      folders.clear();
    }
    store.commit();
  }

  /** What the snapshot did not list is not there any more. */
  private void closeSnapshot() {
    if (!snapshotIsOpen()) {
      return;
    }
    List<RemoteEntry> older = store.remote().older(Limits.MAX_ENTRIES);
    while (!older.isEmpty()) {
      older.forEach(entry -> store.removeRemote(entry.id()));
      older = store.remote().older(Limits.MAX_ENTRIES);
    }
    store.status().set(SNAPSHOT_OPEN, null);
    strayed = false;
  }

  private boolean snapshotIsOpen() {
    return store.status().get(SNAPSHOT_OPEN) != null;
  }

  private long snapshot() {
    String snapshot = store.status().get(SNAPSHOT);
    return snapshot == null ? 0 : Long.parseLong(snapshot);
  }

  private void apply(DeltaEntry entry) {
    RemoteEntry known = store.remote().byServerId(entry.id());
    if (known != null
        && (entry.action() == DeltaAction.REMOVED || entry.kind() != known.content().kind())) {
      store.removeRemote(known.id());
      folders.clear();
      known = null;
    }
    if (entry.action() == DeltaAction.REMOVED) {
      return;
    }
    Location at = locate(entry.path());
    if (at == null) {
      strayed = true;
      return;
    }
    if (entry.action() == DeltaAction.MOVED && entry.kind() == Kind.FOLDER) {
      folders.clear();
      // A folder that we never heard of came here with things that we never heard of.
      strayed |= known == null;
    }
    place(known, new RemoteEntry(idOf(known), at, content(entry), entry.rev(), entry.id()));
  }

  private void place(@Nullable RemoteEntry known, RemoteEntry entry) {
    if (entry.equals(known)) {
      if (snapshotIsOpen()) {
        store.remote().seen(entry.id());
      }
      return;
    }
    RemoteEntry occupant = store.remote().child(entry.at());
    if (occupant != null && occupant.id() != entry.id()) {
      Location limbo = new Location(TreeTable.LIMBO, Long.toString(occupant.id()));
      store.putRemote(
          new RemoteEntry(
              occupant.id(), limbo, occupant.content(), occupant.rev(), occupant.serverId()));
      folders.clear();
    }
    store.putRemote(entry);
  }

  private long idOf(@Nullable RemoteEntry known) {
    return known == null ? store.newId() : known.id();
  }

  private @Nullable Location locate(String path) {
    int slash = path.lastIndexOf('/');
    Long parent = folder(path.substring(0, Math.max(slash, 0)));
    return parent == null ? null : new Location(parent, path.substring(slash + 1));
  }

  private @Nullable Long folder(String path) {
    if (path.isEmpty()) {
      return Tree.ROOT;
    }
    Long id = folders.get(path);
    if (id == null) {
      Location at = locate(path);
      RemoteEntry entry = at == null ? null : store.remote().child(at);
      if (entry == null || !entry.content().isFolder()) {
        return null;
      }
      id = entry.id();
      if (folders.size() >= MAX_FOLDERS_AT_HAND) {
        folders.clear();
      }
      folders.put(path, id);
    }
    return id;
  }

  private static Content content(DeltaEntry entry) {
    return switch (entry.kind()) {
      case FOLDER -> Content.FOLDER;
      case SYMLINK -> Content.symlink(entry.target() == null ? "" : entry.target());
      case FILE ->
          Content.file(
              entry.blockList() == null ? List.of() : entry.blockList(),
              entry.size(),
              nanos(entry.mtime()),
              entry.executable());
    };
  }

  private static long nanos(@Nullable Instant mtime) {
    if (mtime == null) {
      return Content.ANY_MTIME;
    }
    try {
      return Math.addExact(
          Math.multiplyExact(mtime.getEpochSecond(), 1_000_000_000L), mtime.getNano());
    } catch (ArithmeticException e) {
      return mtime.getEpochSecond() < 0 ? Content.FIRST_MTIME : Content.LAST_MTIME;
    }
  }
}
