package dev.satchel.storage.scrub;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ScrubMark;
import dev.satchel.storage.extent.SealedPages;
import dev.satchel.storage.extent.SealedPages.Sealed;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What there is to walk on one disk and how fast, as it was when somebody looked last. Used by one
 * thread; anybody may have it looked at again, or hurry it.
 */
final class Agenda {

  /** However slow the walk is, it is looked at again after this. */
  static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final SealedPages pages;
  private final ScrubConfig config;
  private List<Sealed> extents = List.of();
  private long readNanos;
  private volatile boolean outdated = true;
  private volatile long hurrySinceMillis;

  Agenda(SealedPages pages, ScrubConfig config) {
    this.pages = pages;
    this.config = config;
  }

  boolean isOutdated() {
    return outdated || config.nanoClock().getAsLong() - readNanos >= FRESH_NANOS;
  }

  /** Looks at what there is. */
  void read() {
    outdated = false;
    readNanos = config.nanoClock().getAsLong();
    extents = believable(pages, config);
  }

  /** What is sealed now, with marks that this clock can have made. */
  static List<Sealed> believable(SealedPages pages, ScrubConfig config) {
    long now = config.clock().millis();
    return pages.list().stream()
        .map(
            each -> new Sealed(each.id(), each.lengthBytes(), ScrubPlan.believed(each.mark(), now)))
        .toList();
  }

  Set<ExtentId> ids() {
    return extents.stream().map(Sealed::id).collect(Collectors.toSet());
  }

  /** How fast to walk, within a limit. */
  double bytesPerSecond(long limitBytesPerSecond) {
    // A clock that was set back would hurry the walk until it has caught up.
    long now = config.clock().millis();
    if (hurrySinceMillis > now) {
      hurrySinceMillis = now;
    }
    long since = hurrySinceMillis;
    boolean hurry = extents.stream().anyMatch(each -> each.mark().verifiedMillis() < since);
    long sealedBytes = extents.stream().mapToLong(Sealed::lengthBytes).sum();
    return hurry
        ? limitBytesPerSecond
        : ScrubPlan.bytesPerSecond(sealedBytes, config.period(), limitBytesPerSecond);
  }

  /**
   * The extent to walk next, with all that was found in it: its mark may not have been noted yet.
   */
  Optional<Sealed> next(Findings findings) {
    Set<ExtentId> known =
        extents.stream()
            .filter(extent -> findings.name(extent.id(), extent.mark().damagedPages()))
            .map(Sealed::id)
            .collect(Collectors.toSet());
    return ScrubPlan.next(extents, known).map(extent -> withFindings(extent, findings));
  }

  private static Sealed withFindings(Sealed extent, Findings findings) {
    ScrubMark mark = extent.mark().withDamaged(findings.count(extent.id()));
    return new Sealed(extent.id(), extent.lengthBytes(), mark);
  }

  /** Everything is to be looked at once from now on, as fast as the limit allows. */
  void hurry() {
    hurrySinceMillis = config.clock().millis();
    outdated = true;
  }

  /** Something else that it depends on has changed. */
  void outdate() {
    outdated = true;
  }
}
