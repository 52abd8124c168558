package dev.satchel.storage.scrub;

import static dev.satchel.storage.format.FooterFormat.CHECKED_PAGE_BYTES;

import dev.satchel.storage.extent.SealedPages;
import dev.satchel.storage.extent.SealedPages.Page;
import dev.satchel.storage.throttle.TokenBucket;
import java.util.Optional;

/**
 * When to look at a page that could not be read for somebody. It comes before the walk, but one a
 * second at most: pages that fail their readers and not the scrub, again and again, must not stop
 * the walk.
 */
final class Doubts {

  private static final double BYTES_PER_SECOND = CHECKED_PAGE_BYTES;

  private final SealedPages pages;
  private final TokenBucket pace;

  Doubts(SealedPages pages, long nowNanos) {
    this.pages = pages;
    this.pace = new TokenBucket(BYTES_PER_SECOND, 0, nowNanos);
  }

  /** How long until there may be a look at one; as good as for ever when there is none. */
  long waitNanos(long nowNanos) {
    return pages.hasDoubted() ? pace.waitNanos(nowNanos) : Long.MAX_VALUE;
  }

  /** The one to look at now. */
  Optional<Page> take(long nowNanos) {
    Optional<Page> next = pages.takeDoubted();
    next.ifPresent(page -> pace.take(CHECKED_PAGE_BYTES, nowNanos));
    return next;
  }
}
