package dev.satchel.storage.extent;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The extents of a node by id. Look-ups, one a request, take no lock and make no objects; the rare
 * additions and removals copy the map.
 */
final class ExtentIndex {

  private volatile Long2ObjectHashMap<Extent> byId = new Long2ObjectHashMap<>();

  /** Found beside one of their name that holds more; hardly ever any. */
  private final List<Extent> twins = new CopyOnWriteArrayList<>();

  @Nullable Extent get(ExtentId id) {
    return byId.get(id.value());
  }

  /**
   * @throws NodeException when there is none of that name
   */
  Extent find(ExtentId id) throws NodeException {
    Extent extent = get(id);
    if (extent == null) {
      throw noSuch(id);
    }
    return extent;
  }

  static NodeException noSuch(ExtentId id) {
    return new NodeException(NodeError.NO_SUCH_EXTENT, "no extent " + id + " on this node");
  }

  /** Adds an extent unless one of that name is there; answers the one that was. */
  synchronized @Nullable Extent putIfAbsent(Extent extent) {
    Extent before = byId.get(extent.id().value());
    if (before == null) {
      put(extent);
    }
    return before;
  }

  /**
   * Adds an extent that a disk holds. Of two of one name the one that holds more is kept, whichever
   * comes first; answers the other.
   */
  synchronized @Nullable Extent addFound(Extent extent) {
    Extent before = putIfAbsent(extent);
    if (before == null) {
      return null;
    }
    boolean better = extent.holdsMoreThan(before);
    if (better) {
      put(extent);
    }
    Extent other = better ? before : extent;
    twins.add(other);
    return other;
  }

  private void put(Extent extent) {
    Long2ObjectHashMap<Extent> copy = new Long2ObjectHashMap<>(byId);
    copy.put(extent.id().value(), extent);
    byId = copy;
  }

  /** The others of that name that disks hold. */
  List<Extent> twins(ExtentId id) {
    return twins.stream().filter(twin -> twin.id().equals(id)).toList();
  }

  void removeTwin(Extent twin) {
    twins.remove(twin);
  }

  synchronized void remove(Extent extent) {
    Long2ObjectHashMap<Extent> copy = new Long2ObjectHashMap<>(byId);
    if (copy.remove(extent.id().value(), extent)) {
      byId = copy;
    }
  }

  int size() {
    return byId.size();
  }

  List<Extent> all() {
    List<Extent> all = new ArrayList<>();
    byId.forEachLong((id, extent) -> all.add(extent));
    return all;
  }
}
