package dev.satchel.client.plan;

import dev.satchel.client.tree.Location;
import dev.satchel.client.tree.Tree;
import dev.satchel.client.tree.TreeEntry;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tree in memory. */
final class MemoryTree<E extends TreeEntry> implements Tree<E> {

  private final Map<Long, E> entries = new LinkedHashMap<>();

  void put(E entry) {
    entries.put(entry.id(), entry);
  }

  void remove(long id) {
    entries.remove(id);
  }

  @Override
  public @Nullable E get(long id) {
    return entries.get(id);
  }

  @Override
  public @Nullable E child(Location at) {
    return entries.values().stream().filter(e -> e.at().equals(at)).findFirst().orElse(null);
  }

  @Override
  public boolean hasChildren(long id) {
    return entries.values().stream().anyMatch(e -> e.at().parent() == id);
  }
}
