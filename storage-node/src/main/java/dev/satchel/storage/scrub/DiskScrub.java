package dev.satchel.storage.scrub;

import static dev.satchel.storage.format.FooterFormat.CHECKED_PAGE_BYTES;

import dev.satchel.storage.DamagedPage;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.ScrubReport;
import dev.satchel.storage.ScrubStatus;
import dev.satchel.storage.extent.SealedPages;
import dev.satchel.storage.extent.SealedPages.Page;
import dev.satchel.storage.extent.SealedPages.Sealed;
import dev.satchel.storage.throttle.Throttles;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scrub of one disk, step by step: a step looks at one page at most and says how long to wait
 * before the next one. Steps are taken by one thread; everything else may be called by any.
 *
 * <p>A page that could not be read for a client comes before the walk, and is looked at also while
 * that is paused: the scrub looks at it itself within half a minute or so, and what is damaged is
 * found, remembered and reported as if the walk had come there. It is part of the walk that its
 * extent is in at that moment, which else would end without it; if there is none, the number of
 * damaged pages that the disk remembers is raised, and stays until a whole walk has told it anew.
 */
final class DiskScrub {

  private static final Logger LOG = LoggerFactory.getLogger(DiskScrub.class);

  private final SealedPages pages;
  private final ScrubConfig config;
  private final Agenda agenda;
  private final Budget budget;
  private final Findings findings = new Findings();
  private final Doubts doubts;
  private @Nullable Walk walk;
  private volatile boolean paused;

  DiskScrub(SealedPages pages, ScrubConfig config, Throttles throttles) {
    this.pages = pages;
    this.config = config;
    this.agenda = new Agenda(pages, config);
    this.budget = new Budget(throttles, config.nanoClock());
    this.doubts = new Doubts(pages, now());
  }

  /** Looks at the next page, if it is time to; answers how many nanoseconds to wait then. */
  long step() {
    long doubtNanos = Math.max(doubts.waitNanos(now()), budget.throttledNanos());
    if (doubtNanos <= 0) {
      doubts.take(now()).ifPresent(this::lookBesideTheWalk);
      return 0;
    }
    return Math.min(doubtNanos, Math.min(paused ? Long.MAX_VALUE : walk(), Agenda.FRESH_NANOS));
  }

  /** Goes on with the walk, if it is time to. */
  private long walk() {
    if (walk == null || agenda.isOutdated()) {
      agenda.read();
      findings.keepOnly(agenda.ids());
      budget.setPace(agenda.bytesPerSecond(budget.limitBytesPerSecond()));
    }
    long waitNanos = budget.walkNanos();
    if (waitNanos > 0) {
      return waitNanos;
    }
    Walk current = walk == null ? begin() : walk;
    if (current == null) {
      return Long.MAX_VALUE;
    }
    advance(current);
    return 0;
  }

  private @Nullable Walk begin() {
    Walk begun =
        agenda.next(findings).map(extent -> new Walk(extent, config.clock().millis())).orElse(null);
    walk = begun;
    return begun;
  }

  /** What is listed already and no walk is about to tell anew needs no look. */
  private void lookBesideTheWalk(Page page) {
    Walk current = walk;
    boolean isWalked = current != null && current.id().equals(page.extent());
    boolean isListed = findings.name(page);
    if (isListed && !isWalked) {
      return;
    }
    budget.take(CHECKED_PAGE_BYTES);
    check(page)
        .ifPresent(found -> {
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

  private Optional<DamagedPage> check(Page page) {
    try {
      return pages.checkPage(page.extent(), page.number());
    } catch (NodeException gone) {
      return Optional.empty();
    }
  }

  private void noteDamaged(ExtentId id) {
    pages.mark(id).ifPresent(mark -> pages.note(id, mark.withDamaged(findings.count(id))));
  }

  private void advance(Walk current) {
    try {
      budget.takeForWalk(current.look(pages));
    } catch (NodeException gone) {
      LOG.debug("{}: a walk ends: {}", pages.diskPath(), gone.getMessage());
      walk = null;
      agenda.outdate();
      return;
    }
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

  /** Somebody could make no sense of what lies there; false when that is not sealed here. */
  boolean doubt(ExtentId id, long offset) {
    return pages.doubt(id, offset);
  }

  void pause() {
    paused = true;
  }

  /** Goes on, and walks everything once as fast as the limit allows. */
  void startNow() {
    agenda.hurry();
    paused = false;
  }

  /** The limit is another one. */
  void limitChanged() {
    agenda.outdate();
  }

  ScrubStatus status() {
    List<Sealed> sealed = Agenda.believable(pages, config);
    long now = config.clock().millis();
    long oldestMillis =
        sealed.stream().mapToLong(each -> each.mark().verifiedMillis()).min().orElse(now);
    long damaged = sealed.stream().mapToLong(each -> each.mark().damagedPages()).sum();
    return new ScrubStatus(
        Math.max(0, now - oldestMillis) / 1000,
        damaged + pages.damageElsewhere().size(),
        sealed.stream().mapToLong(Sealed::lengthBytes).sum(),
        paused ? 0 : (long) budget.bytesPerSecond(),
        paused);
  }

  ScrubReport.OfDisk report() {
    return new ScrubReport.OfDisk(pages.diskId(), pages.diskPath(), status());
  }

  /** What is damaged, sealed or not. */
  List<DamagedPage> damage() {
    return Stream.concat(findings.list().stream(), pages.damageElsewhere().stream()).toList();
  }

  long walkedBytes() {
    return budget.readBytes();
  }

  private long now() {
    return config.nanoClock().getAsLong();
  }
}
