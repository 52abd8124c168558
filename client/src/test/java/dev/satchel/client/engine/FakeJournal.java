package dev.satchel.client.engine;

import dev.satchel.contract.DeltaAction;
import dev.satchel.contract.DeltaEntry;
import dev.satchel.contract.DeltaPage;
import dev.satchel.contract.Entry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to a {@link FakeTree}, in order; used under the server's lock. */
final class FakeJournal {

  private final List<DeltaEntry> rows = new ArrayList<>();

  int length() {
    return rows.size();
  }

  /** Where a device stands that knows all of it. */
  String cursor() {
    return cursor(rows.size());
  }

  /** Of the row that is written next. */
  String nextRevision() {
    return "r" + (rows.size() + 1);
  }

  void write(DeltaAction action, Entry entry, @Nullable String from) {
    rows.add(delta(action, entry, from));
  }

  DeltaPage page(String cursor, int limit) {
    int from = Integer.parseInt(cursor.substring(1));
    int to = Math.min(rows.size(), from + limit);
    return new DeltaPage(List.copyOf(rows.subList(from, to)), cursor(to), to < rows.size(), false);
  }

  /** What a device gets that has no cursor. */
  DeltaPage reset(Collection<Entry> all) {
    List<DeltaEntry> added = all.stream().map(e -> delta(DeltaAction.ADDED, e, null)).toList();
    return new DeltaPage(added, cursor(), false, true);
  }

  /** A cursor covers all of a folder, as far as the journal had gone. */
  boolean isMadeOn(String parentRev, Entry now) {
    if (!parentRev.startsWith("c")) {
      return now.rev().equals(parentRev);
    }
    int known = Integer.parseInt(parentRev.substring(1));
    return rows.subList(known, rows.size()).stream()
        .noneMatch(row -> (row.path() + "/").startsWith(now.path() + "/"));
  }

  private static String cursor(int position) {
    return "c" + position;
  }

  private static DeltaEntry delta(DeltaAction action, Entry entry, @Nullable String from) {
    return new DeltaEntry(
        entry.path(),
        entry.id(),
        entry.rev(),
        action,
        from,
        entry.kind(),
        entry.size(),
        entry.mtime(),
        entry.executable(),
        entry.blockList(),
        entry.target());
  }
}
