package dev.satchel.client.plan;

import dev.satchel.client.tree.Content;
import dev.satchel.client.tree.Facts;
import dev.satchel.client.tree.LocalEntry;
import dev.satchel.client.tree.Location;
import dev.satchel.client.tree.RemoteEntry;
import dev.satchel.client.tree.SyncedEntry;
import dev.satchel.client.tree.ThreeTrees;
import dev.satchel.contract.BlockHash;
import java.util.Arrays;
import java.util.List;

/** Three trees to plan on. */
final class World {

  private final MemoryTree<RemoteEntry> remote = new MemoryTree<>();
  private final MemoryTree<LocalEntry> local = new MemoryTree<>();
  private final MemoryTree<SyncedEntry> synced = new MemoryTree<>();

  /** A file of one block, which stands for its bytes. */
  static Content file(int bytes, long mtime) {
    return Content.file(List.of(new BlockHash(bytes, 0, 0, 0)), 100, mtime, false);
  }

  World there(long id, long parent, String name, Content content) {
    remote.put(new RemoteEntry(id, new Location(parent, name), content, "rev" + id, "server" + id));
    return this;
  }

  World here(long id, long parent, String name, Content content) {
    local.put(new LocalEntry(id, new Location(parent, name), content, Facts.NONE));
    return this;
  }

  World base(long id, long parent, String name, Content content) {
    synced.put(new SyncedEntry(id, new Location(parent, name), content));
    return this;
  }

  /** In sync. */
  World all(long id, long parent, String name, Content content) {
    return there(id, parent, name, content)
        .here(id, parent, name, content)
        .base(id, parent, name, content);
  }

  World goneHere(long id) {
    local.remove(id);
    return this;
  }

  World goneThere(long id) {
    remote.remove(id);
    return this;
  }

  List<Change> plan(Long... touched) {
    return Planner.plan(new ThreeTrees(remote, local, synced), Arrays.asList(touched)).changes();
  }

  /** The plan in short: {@code MoveHere 5}. */
  List<String> planned(Long... touched) {
    return plan(touched).stream().map(c -> c.getClass().getSimpleName() + " " + c.id()).toList();
  }
}
