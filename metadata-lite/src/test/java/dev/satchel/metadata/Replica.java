package dev.satchel.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.contract.DeltaEntry;
import dev.satchel.contract.DeltaPage;
import dev.satchel.contract.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A device that follows a namespace by the rules of docs/metadata.md, and nothing else. */
final class Replica {

  private final World world;
  private final Map<String, Entry> byId = new HashMap<>();
  private @Nullable String cursor;

  Replica(World world) {
    this.world = world;
  }

  /** Reads one page; false when there was nothing more. */
  boolean pull(int limit) {
    DeltaPage page = world.metadata.deltas().read(world.caller, cursor, limit);
    assertThat(page.entries().size()).isLessThanOrEqualTo(limit);
    if (page.reset()) {
      byId.clear();
    }
    page.entries().forEach(this::apply);
    cursor = page.cursor();
    return page.hasMore();
  }

  void pullAll(int limit) {
    boolean more = true;
    while (more) {
      more = pull(limit);
    }
  }

  private void apply(DeltaEntry row) {
    switch (row.action()) {
      case REMOVED -> {
        byId.remove(row.id());
        byId.values().removeIf(entry -> entry.path().startsWith(row.path() + "/"));
      }
      case MOVED -> {
        rebase(row.from() + "/", row.path() + "/");
        put(row);
      }
      case ADDED, CHANGED -> put(row);
    }
  }

  private void rebase(String from, String to) {
    for (Entry entry : List.copyOf(byId.values())) {
      if (entry.path().startsWith(from)) {
        byId.put(entry.id(), at(entry, to + entry.path().substring(from.length())));
      }
    }
  }

  private void put(DeltaEntry row) {
    byId.put(
        row.id(),
        new Entry(
            row.path(),
            row.id(),
            row.rev(),
            row.kind(),
            row.size(),
            row.mtime(),
            row.executable(),
            row.blockList(),
            row.target()));
  }

  private static Entry at(Entry entry, String path) {
    return new Entry(
        path,
        entry.id(),
        entry.rev(),
        entry.kind(),
        entry.size(),
        entry.mtime(),
        entry.executable(),
        entry.blockList(),
        entry.target());
  }

  /** Both have the same entries with the same ids, revisions and contents in the same places. */
  void assertEqualToServer() {
    assertThat(sorted(new ArrayList<>(byId.values()))).isEqualTo(sorted(world.entries()));
  }

  private static Map<String, Entry> sorted(List<Entry> entries) {
    Map<String, Entry> sorted = new TreeMap<>();
    entries.forEach(entry -> assertThat(sorted.put(entry.path(), entry)).as(entry.path()).isNull());
    return sorted;
  }
}
