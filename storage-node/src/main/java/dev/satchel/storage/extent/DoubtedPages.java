package dev.satchel.storage.extent;

import static dev.satchel.storage.format.FooterFormat.CHECKED_PAGE_BYTES;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.extent.SealedPages.Page;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * Pages of sealed extents of one disk that could not be read for somebody, until the scrub takes
 * them to look for itself. Thread-safe.
 *
 * <p>Holds so many and no more, and forgets them with the process: the walk of the scrub comes to
 * every page in time, whether it is doubted or not.
 */
final class DoubtedPages {

  private static final int MOST = 1000;

  private final SequencedSet<Page> pages = new LinkedHashSet<>();

  /** A read that touched these bytes failed. */
  synchronized void add(ExtentId extent, long offset, int lengthBytes) {
    long last = (offset + lengthBytes - 1) / CHECKED_PAGE_BYTES;
    for (long page = offset / CHECKED_PAGE_BYTES; page <= last && pages.size() < MOST; page++) {
      pages.add(new Page(extent, (int) page));
    }
  }

  synchronized boolean isEmpty() {
    return pages.isEmpty();
  }

  /** The one that waits for longest, which waits no more. */
  synchronized Optional<Page> take() {
    return pages.isEmpty() ? Optional.empty() : Optional.of(pages.removeFirst());
  }
}
