package dev.satchel.storage.scrub;

import dev.satchel.storage.DamagedPage;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.extent.SealedPages.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was found damaged on one disk, extent by extent, since the node started. How many pages are
 * damaged is remembered by the disk; which ones is found again by the next walk. Thread-safe.
 */
final class Findings {

  /** More are counted, not listed. */
  private static final int MOST_LISTED = 1000;

  private final Map<ExtentId, List<DamagedPage>> byExtent = new LinkedHashMap<>();

  /** A walk over an extent that is not over yet has found this so far, beside what is known. */
  synchronized void add(ExtentId id, List<DamagedPage> damage) {
    Set<DamagedPage> all = new LinkedHashSet<>(of(id));
    all.addAll(damage);
    put(id, List.copyOf(all));
  }

  private List<DamagedPage> of(ExtentId id) {
    return byExtent.getOrDefault(id, List.of());
  }

  /** A walk over an extent is over, and has found this. */
  synchronized void put(ExtentId id, List<DamagedPage> damage) {
    if (damage.isEmpty()) {
      byExtent.remove(id);
    } else {
      byExtent.put(id, List.copyOf(damage.subList(0, Math.min(damage.size(), MOST_LISTED))));
    }
  }

  /** Forgets extents that are not there any more. */
  synchronized void keepOnly(Set<ExtentId> extents) {
    byExtent.keySet().retainAll(extents);
  }

  /** Whether all the damage of an extent is listed, of which there is so much. */
  synchronized boolean name(ExtentId id, int damagedPages) {
    return of(id).size() >= Math.min(damagedPages, MOST_LISTED);
  }

  synchronized boolean name(Page page) {
    return of(page.extent()).stream().anyMatch(each -> each.isOfData(page.number()));
  }

  synchronized int count(ExtentId id) {
    return of(id).size();
  }

  synchronized List<DamagedPage> list() {
    List<DamagedPage> all = new ArrayList<>();
    for (List<DamagedPage> damage : byExtent.values()) {
      all.addAll(damage.subList(0, Math.min(damage.size(), MOST_LISTED - all.size())));
    }
    return all;
  }
}
