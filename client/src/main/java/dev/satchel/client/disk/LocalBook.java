package dev.satchel.client.disk;

import dev.satchel.client.store.TreeStore;
import dev.satchel.client.store.TreeTable;
import dev.satchel.client.tree.LocalEntry;
import dev.satchel.client.tree.Location;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a scan writes down: entries, entries that are gone from their place, problems, and paths
 * that would not hold still. Committed now and then, so that a long scan is not lost.
 */
final class LocalBook {

  private static final int CHANGES_PER_COMMIT = 5_000;

  private final TreeStore store;
  private final SyncRoot root;
  private final Set<Path> unsettled = new HashSet<>();
  private int changesSinceCommit;

  LocalBook(TreeStore store, SyncRoot root) {
    this.store = store;
    this.root = root;
  }

  TreeStore store() {
    return store;
  }

  void begin() {
    unsettled.clear();
  }

  void put(LocalEntry entry) {
    store.putLocal(entry);
    if (++changesSinceCommit >= CHANGES_PER_COMMIT) {
      changesSinceCommit = 0;
      store.commit();
    }
  }

  /** Its name is gone: it waits in the limbo for what turns up under another name. */
  void lose(LocalEntry entry) {
    Location limbo = new Location(TreeTable.LIMBO, Long.toString(entry.id()));
    store.local().put(entry.movedTo(limbo, entry.facts()));
  }

  void problem(Path path, String code, String detail) {
    problem("/" + root.folder().relativize(path), code, detail);
  }

  void problem(String path, String code, String detail) {
    store.status().problem(path, code, detail);
  }

  /** It changes faster than it can be read: to be looked at again later. */
  void unsettled(Path path) {
    unsettled.add(path);
  }

  /**
   * What is in the limbo now was deleted.
   *
   * @return the paths that would not hold still
   */
  Set<Path> finish() throws IOException {
    List<LocalEntry> limbo = store.local().children(TreeTable.LIMBO);
    if (!limbo.isEmpty()) {
      root.require();
    }
    for (LocalEntry lost : limbo) {
      store.removeLocal(lost.id());
    }
    store.commit();
    return Set.copyOf(unsettled);
  }
}
