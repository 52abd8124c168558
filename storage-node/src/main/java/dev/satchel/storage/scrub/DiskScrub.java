package dev.satchel.storage.scrub;

import static dev.satchel.storage.format.FooterFormat.CHECKED_PAGE_BYTES;

import dev.satchel.storage.DamagedPage;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ScrubMark;
import dev.satchel.storage.ScrubReport;
import dev.satchel.storage.ScrubStatus;
import dev.satchel.storage.TrafficClass;
import dev.satchel.storage.extent.SealedPages;
import dev.satchel.storage.extent.SealedPages.Page;
import dev.satchel.storage.extent.SealedPages.Sealed;
import dev.satchel.storage.throttle.Throttles;
import dev.satchel.storage.throttle.TokenBucket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scrub of one disk, step by step: a step looks at one page at most and says how long to wait
 * before the next one. Steps are taken by one thread; everything else may be called by any.
 *
 * <p>A page that could not be read for a client comes before the walk: the scrub looks at it itself
 * within {@link #LONGEST_WAIT_NANOS} or so, and what is damaged is found, remembered and reported
 * as if the walk had come there. It is part of the walk that its extent is in at that moment, which
 * else would end without it; if there is none, the number of damaged pages that the disk remembers
 * is raised, and stays until a whole walk has told it anew.
 */
final class DiskScrub {

  private static final Logger LOG = LoggerFactory.getLogger(DiskScrub.class);

  /** However slow the walk is, the plan is looked at again after this. */
  private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final SealedPages pages;
  private final ScrubConfig config;
  private final Throttles throttles;
  private final Findings findings = new Findings();
  private final Doubts doubts;
  private final TokenBucket pace;
  private List<Sealed> extents = List.of();
  private long plannedNanos;
  private @Nullable Walk walk;
  private volatile boolean planChanged;
  private volatile double bytesPerSecond;
  private volatile boolean paused;
  private volatile long hurrySinceMillis;
  private volatile long walkedBytes;

  DiskScrub(SealedPages pages, ScrubConfig config, Throttles throttles) {
    this.pages = pages;
    this.config = config;
    this.throttles = throttles;
    this.doubts = new Doubts(pages, config.nanoClock().getAsLong());
    this.pace = new TokenBucket(1, CHECKED_PAGE_BYTES, config.nanoClock().getAsLong());
  }

  /** Looks at the next page, if it is time to; answers how many nanoseconds to wait then. */
  long step() {
    if (paused) {
      return LONGEST_WAIT_NANOS;
    }
    if (walk == null || isPlanOld()) {
      replan();
    }
    long throttledNanos = throttles.waitNanos(TrafficClass.SCRUB);
    long doubtNanos = Math.max(doubts.waitNanos(now()), throttledNanos);
    if (doubtNanos <= 0) {
      doubts.take(now()).ifPresent(this::lookBesideTheWalk);
      return 0;
    }
    long waitNanos = Math.max(pace.waitNanos(now()), throttledNanos);
    if (waitNanos > 0) {
      return Math.min(Math.min(waitNanos, doubtNanos), LONGEST_WAIT_NANOS);
    }
    Walk current = walk == null ? begin() : walk;
    if (current == null) {
      return LONGEST_WAIT_NANOS;
    }
    advance(current);
    return 0;
  }

  private boolean isPlanOld() {
    return planChanged || now() - plannedNanos >= LONGEST_WAIT_NANOS;
  }

  /** Looks at what there is, and sets the pace by it. */
  private void replan() {
    planChanged = false;
    plannedNanos = now();
    extents = pages.list();
    findings.keepOnly(extents.stream().map(Sealed::id).collect(Collectors.toSet()));
    long limit = throttles.bytesPerSecond(TrafficClass.SCRUB);
    long hurrySince = hurrySinceMillis;
    boolean hurry = extents.stream().anyMatch(each -> each.mark().verifiedMillis() < hurrySince);
    bytesPerSecond =
        hurry ? limit : ScrubPlan.bytesPerSecond(sealedBytes(extents), config.period(), limit);
    pace.setRate(bytesPerSecond, now());
  }

  private @Nullable Walk begin() {
    Walk begun =
        ScrubPlan.next(extents, known())
            .map(extent -> new Walk(withFindings(extent), config.clock().millis()))
            .orElse(null);
    walk = begun;
    return begun;
  }

  private Set<ExtentId> known() {
    return extents.stream()
        .filter(extent -> findings.name(extent.id(), extent.mark().damagedPages()))
        .map(Sealed::id)
        .collect(Collectors.toSet());
  }

  /** A mark with what was found since it was noted: it may still be on its way to the table. */
  private Sealed withFindings(Sealed extent) {
    ScrubMark mark = extent.mark().withDamaged(findings.count(extent.id()));
    return new Sealed(extent.id(), extent.lengthBytes(), mark);
  }

  /** What is listed already and no walk is about to tell anew needs no look. */
  private void lookBesideTheWalk(Page page) {
    Walk current = walk;
    boolean isWalked = current != null && current.id().equals(page.extent());
    boolean isListed = findings.name(page);
    if (isListed && !isWalked) {
      return;
    }
    count(CHECKED_PAGE_BYTES);
    Optional<DamagedPage> damage = pages.checkPage(page.extent(), page.number());
    damage.ifPresent(found -> {
      findings.add(found.extent(), List.of(found));
      if (!isListed) {
        LOG.error("{}: damaged: {}", pages.diskPath(), found);
      }
      if (current != null && isWalked) {
        current.found(found);
        pages.note(found.extent(), current.underWay(config.clock().millis()));
      } else {
        noteDamaged(found.extent());
      }
    });
  }

  private void noteDamaged(ExtentId id) {
    pages.mark(id).ifPresent(mark -> pages.note(id, mark.withDamaged(findings.count(id))));
  }

  private void count(long bytes) {
    throttles.take(TrafficClass.SCRUB, bytes);
    walkedBytes += bytes;
  }

  private void advance(Walk current) {
    long bytes = current.look(pages);
    pace.take(bytes, now());
    count(bytes);
    long millis = config.clock().millis();
    if (current.foundNow()) {
      findings.add(current.id(), current.damage());
    }
    if (current.isOver()) {
      walk = null;
      findings.put(current.id(), current.damage());
      pages.note(current.id(), current.finished());
      report(current);
    } else if (current.isWorthNoting(millis)) {
      pages.note(current.id(), current.underWay(millis));
    }
  }

  private void report(Walk over) {
    for (DamagedPage each : over.damage()) {
      LOG.error("{}: damaged: {}", pages.diskPath(), each);
    }
    LOG.debug("{}: extent {} scrubbed", pages.diskPath(), over.id());
  }

  void pause() {
    paused = true;
  }

  /** Goes on, and walks everything once as fast as the limit allows. */
  void startNow() {
    hurrySinceMillis = config.clock().millis();
    paused = false;
    planChanged = true;
  }

  /** The limit is another one. */
  void limitChanged() {
    planChanged = true;
  }

  ScrubStatus status() {
    List<Sealed> current = pages.list();
    long oldestMillis = least(current, each -> each.mark().verifiedMillis());
    long damaged = current.stream().mapToLong(each -> each.mark().damagedPages()).sum();
    return new ScrubStatus(
        Math.max(0, config.clock().millis() - oldestMillis) / 1000,
        damaged,
        sealedBytes(current),
        paused ? 0 : (long) bytesPerSecond,
        paused);
  }

  private long least(List<Sealed> extents, ToLongFunction<Sealed> value) {
    return extents.stream().mapToLong(value).min().orElse(config.clock().millis());
  }

  private static long sealedBytes(List<Sealed> extents) {
    return extents.stream().mapToLong(Sealed::lengthBytes).sum();
  }

  ScrubReport.OfDisk report() {
    return new ScrubReport.OfDisk(pages.diskId(), pages.diskPath(), status());
  }

  List<DamagedPage> damage() {
    return findings.list();
  }

  long walkedBytes() {
    return walkedBytes;
  }

  private long now() {
    return config.nanoClock().getAsLong();
  }
}
