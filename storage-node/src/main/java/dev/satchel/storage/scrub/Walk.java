package dev.satchel.storage.scrub;

import static dev.satchel.storage.format.FooterFormat.CHECKED_PAGE_BYTES;

import dev.satchel.storage.DamagedPage;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.ScrubMark;
import dev.satchel.storage.extent.SealedPages;
import dev.satchel.storage.extent.SealedPages.Sealed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The walk over one sealed extent: its header and footer, then page after page. */
final class Walk {

  /** What the two structures around the data cost, in the budget's eyes. */
  private static final long ENVELOPE_BYTES = 8192;

  private static final long NOTED_BYTES = 16 << 20;
  private static final long NOTED_MILLIS = 2_000;

  private final Sealed extent;
  private final long beganMillis;
  private final List<DamagedPage> damage = new ArrayList<>();
  private boolean envelopeSeen;
  private boolean foundNow;
  private long offset;
  private long notedOffset;
  private long notedMillis;

  /** Goes on where the extent's mark says that a walk was interrupted, or begins one. */
  Walk(Sealed extent, long nowMillis) {
    this.extent = extent;
    this.offset = ScrubPlan.startOffset(extent.mark());
    this.beganMillis = offset > 0 ? extent.mark().walkBeganMillis() : nowMillis;
    this.notedOffset = offset;
    this.notedMillis = nowMillis;
  }

  ExtentId id() {
    return extent.id();
  }

  /**
   * Looks at what comes next; answers how many bytes that were.
   *
   * @throws NodeException if the extent is not here any more, or in the trash: the walk is over,
   *     and has proved nothing
   */
  long look(SealedPages pages) throws NodeException {
    foundNow = false;
    if (!envelopeSeen) {
      add(pages.checkHeader(id()));
      add(pages.checkFooter(id()));
      envelopeSeen = true;
      return ENVELOPE_BYTES;
    }
    long bytes = Math.min(CHECKED_PAGE_BYTES, extent.lengthBytes() - offset);
    int page = (int) (offset / CHECKED_PAGE_BYTES);
    Optional<DamagedPage> found = pages.checkPage(id(), page);
    damage.removeIf(each -> each.isOfData(page));
    add(found);
    offset += bytes;
    return bytes;
  }

  private void add(Optional<DamagedPage> found) {
    found.ifPresent(damage::add);
    foundNow |= found.isPresent();
  }

  /**
   * A page was looked at beside the walk and found damaged: what the walk found there before counts
   * no more, and what it finds there later counts instead.
   */
  void found(DamagedPage beside) {
    damage.removeIf(each -> each.isOfData(beside.page()));
    damage.add(beside);
  }

  boolean isOver() {
    return envelopeSeen && offset >= extent.lengthBytes();
  }

  /** Whether the last look found damage. */
  boolean foundNow() {
    return foundNow;
  }

  List<DamagedPage> damage() {
    return damage;
  }

  boolean isWorthNoting(long nowMillis) {
    return foundNow
        || offset - notedOffset >= NOTED_BYTES
        || (offset > notedOffset && nowMillis - notedMillis >= NOTED_MILLIS);
  }

  /** What to remember now; damage that was known before stays known until the walk is over. */
  ScrubMark underWay(long nowMillis) {
    notedOffset = offset;
    notedMillis = nowMillis;
    int damaged = Math.max(extent.mark().damagedPages(), damage.size());
    return new ScrubMark(extent.mark().verifiedMillis(), beganMillis, offset, damaged);
  }

  /** What to remember at the end: every byte was looked at since the walk began. */
  ScrubMark finished() {
    return new ScrubMark(beganMillis, 0, 0, damage.size());
  }
}
