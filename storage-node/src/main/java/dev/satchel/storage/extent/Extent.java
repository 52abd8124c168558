package dev.satchel.storage.extent;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ExtentInfo;
import dev.satchel.storage.ExtentState;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.SealedExtent;
import dev.satchel.storage.format.ExtentHeader;
import dev.satchel.storage.format.SlotEntry;
import dev.satchel.storage.format.SlotEntry.Mark;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One extent as its node knows it. Only the writer thread of its disk changes it; anybody may read
 * what is volatile.
 *
 * <p>Invariant: {@code syncedEnd <= writtenEnd <= capacity}, and whoever reads never goes beyond
 * {@code syncedEnd}.
 */
final class Extent {

  private static final Logger LOG = LoggerFactory.getLogger(Extent.class);

  private final DiskStore disk;
  private final ExtentHeader header;
  private volatile ExtentState state;
  private volatile long syncedEnd;
  private volatile @Nullable SealedExtent sealed;
  private long writtenEnd;
  private @Nullable SealedExtent footer;

  private Extent(
      DiskStore disk,
      ExtentHeader header,
      ExtentState state,
      long end,
      @Nullable SealedExtent sealed) {
    this.disk = disk;
    this.header = header;
    this.syncedEnd = end;
    this.writtenEnd = end;
    this.sealed = sealed;
    this.footer = sealed;
    this.state = entry().is(Mark.TRASHED) ? ExtentState.TRASHED : state;
  }

  /** An extent that was just made and takes appends; its entry is in the table. */
  static Extent created(DiskStore disk, ExtentHeader header) {
    return new Extent(disk, header, ExtentState.OPEN, 0, null);
  }

  /** An extent without a footer, as its entry says: open, closed or fenced. */
  static Extent found(DiskStore disk, ExtentHeader header, long end) {
    SlotEntry entry = disk.table().entry(header.slot());
    return new Extent(disk, header, unsealedState(entry), end, null);
  }

  static Extent sealed(DiskStore disk, ExtentHeader header, SealedExtent sealed) {
    return new Extent(disk, header, ExtentState.SEALED, sealed.lengthBytes(), sealed);
  }

  private static ExtentState unsealedState(SlotEntry entry) {
    if (entry.is(Mark.FENCED)) {
      return ExtentState.FENCED;
    }
    return entry.is(Mark.CLOSED) ? ExtentState.CLOSED : ExtentState.OPEN;
  }

  ExtentId id() {
    return header.id();
  }

  ExtentHeader header() {
    return header;
  }

  DiskStore disk() {
    return disk;
  }

  ExtentState state() {
    return state;
  }

  /** What its disk's table says of it. */
  SlotEntry entry() {
    return disk.table().entry(header.slot());
  }

  long syncedEnd() {
    return syncedEnd;
  }

  @Nullable SealedExtent sealed() {
    return sealed;
  }

  long dataPosition() {
    return disk.geometry().dataPosition(header.slot());
  }

  ExtentInfo info() {
    return new ExtentInfo(
        id(),
        disk.id(),
        disk.path(),
        header.bucketId(),
        header.generation(),
        state,
        header.capacityBytes(),
        syncedEnd,
        dataPosition());
  }

  /**
   * Whether this one is to be believed rather than another of its name, as there is when a creation
   * was repeated while the disk of the first was away.
   */
  boolean holdsMoreThan(Extent other) {
    return Comparator.<Extent>comparingInt(extent -> extent.header.generation())
            .thenComparing(extent -> extent.sealed != null)
            .thenComparingLong(extent -> extent.syncedEnd)
            .compare(this, other)
        > 0;
  }

  /** Refuses an extent that is in the trash. */
  void checkNotTrashed() throws NodeException {
    if (state == ExtentState.TRASHED) {
      throw new NodeException(NodeError.NO_SUCH_EXTENT, "extent " + id() + " is in the trash");
    }
  }

  /** Writer thread. Refuses an extent whose slot is free by now, or another's. */
  void checkNotPurged() throws NodeException {
    if (!entry().isOf(header)) {
      throw new NodeException(NodeError.NO_SUCH_EXTENT, "extent " + id() + " was purged");
    }
  }

  /** Refuses a range that does not lie within what is synced. */
  void checkReadable(long offset, int lengthBytes) throws NodeException {
    checkNotTrashed();
    long end = syncedEnd;
    if (offset < 0 || lengthBytes < 1 || offset > end - lengthBytes) {
      throw new NodeException(
          NodeError.OUT_OF_RANGE,
          lengthBytes + " bytes at " + offset + " of extent " + id() + ", which ends at " + end);
    }
  }

  /** Writer thread. Refuses an extent that takes no appends, or a writer that was replaced. */
  void admitWriter(long epoch) throws NodeException {
    checkOpen();
    if (isCopy()) {
      throw new NodeException(NodeError.NOT_OPEN, "extent " + id() + " is a copy in the making");
    }
    long writerEpoch = entry().writerEpoch();
    if (epoch < writerEpoch) {
      throw new NodeException(
          NodeError.STALE_EPOCH,
          "writer epoch " + epoch + " of extent " + id() + ", claimed by " + writerEpoch);
    }
    if (epoch > writerEpoch) {
      put(entry().withWriterEpoch(epoch));
    }
  }

  private void checkOpen() throws NodeException {
    checkNotTrashed();
    ExtentState now = state;
    if (now != ExtentState.OPEN) {
      NodeError error = now == ExtentState.FENCED ? NodeError.FENCED : NodeError.NOT_OPEN;
      throw new NodeException(error, "extent " + id() + " is " + now);
    }
  }

  /** Whether it is, or was, filled by copying and not by appending batches. */
  boolean isCopy() {
    return entry().is(Mark.COPY);
  }

  /** Writer thread. From now on takes parts of a copy only, and keeps the end that it has now. */
  void keepCopy() throws NodeException {
    checkNotTrashed();
    if (!isCopy()) {
      checkOpen();
      checkEmpty();
      put(entry().with(Mark.COPY));
    }
    if (syncedEnd > entry().checkpoint()) {
      put(entry().withCheckpoint(syncedEnd));
    }
  }

  /** Nobody looks for the batches of a copy at a restart: those that were answered for would go. */
  private void checkEmpty() throws NodeException {
    if (writtenEnd > 0) {
      throw new NodeException(
          NodeError.BAD_REQUEST, "extent " + id() + " holds appends, it cannot become a copy");
    }
  }

  /** Writer thread. Refuses an extent that takes no parts of a copy. */
  void admitFill() throws NodeException {
    checkOpen();
    if (!isCopy()) {
      throw new NodeException(NodeError.NOT_OPEN, "extent " + id() + " is no copy in the making");
    }
  }

  /** Writer thread. The end of what was handed to the kernel. */
  long writtenEnd() {
    return writtenEnd;
  }

  /** Writer thread. */
  void wrote(long end) {
    boolean fits = end > writtenEnd && end <= header.capacityBytes();
    if (!fits || !disk.table().reaches(header.slot(), end)) {
      throw new IllegalStateException("extent " + id() + " cannot end at " + end);
    }
    writtenEnd = end;
  }

  /** Writer thread, after a sync that came after {@link #wrote}. */
  void synced(long end) {
    if (end > syncedEnd) {
      syncedEnd = end;
      disk.table().advance(header.slot(), end);
    }
  }

  /** Before the writer thread starts: what was found is synced by now. */
  void keepEnd() {
    if (sealed == null && syncedEnd > entry().checkpoint()) {
      put(entry().withCheckpoint(syncedEnd));
    }
  }

  /** Writer thread. What the footer says that was written last, be it durable or not yet. */
  @Nullable SealedExtent footer() {
    return footer;
  }

  /** Writer thread. A footer is about to be written, or did not become durable: this one counts. */
  void writing(@Nullable SealedExtent newFooter) {
    footer = newFooter;
  }

  /** Writer thread, after the sync of the footer. */
  void sealAt(SealedExtent seal) {
    sealed = seal;
    syncedEnd = seal.lengthBytes();
    become(ExtentState.SEALED, "footer is durable");
  }

  /** Writer thread. No append will be taken any more; harmless when none was anyway. */
  void freeze() throws NodeException {
    checkNotTrashed();
    if (state == ExtentState.OPEN) {
      become(ExtentState.CLOSED, "close was asked for");
      put(entry().with(Mark.CLOSED));
    }
  }

  /** Writer thread. A write or sync failed: nothing written since the last sync can be trusted. */
  void fence(String reason) {
    if (state.mayBecome(ExtentState.FENCED) && state != ExtentState.TRASHED) {
      become(ExtentState.FENCED, reason);
      put(entry().with(Mark.FENCED));
      disk.metrics().fenced().inc();
    }
  }

  /** Writer thread. From now on it is as if it were not here; harmless when it is. */
  void trash(SlotEntry.Trashed how) throws NodeException {
    if (state == ExtentState.TRASHED) {
      return;
    }
    if (!state.mayBecome(ExtentState.TRASHED)) {
      throw new NodeException(
          NodeError.BAD_REQUEST, "extent " + id() + " is " + state + ": close it first");
    }
    become(ExtentState.TRASHED, "trash was asked for by epoch " + how.epoch());
    put(entry().withTrashed(how));
  }

  /** Writer thread. Out of the trash, as it was before; harmless when it was not there. */
  void restore() throws NodeException {
    if (state != ExtentState.TRASHED) {
      return;
    }
    if (entry().is(Mark.PURGING)) {
      throw new NodeException(NodeError.NO_SUCH_EXTENT, "extent " + id() + " is being purged");
    }
    SlotEntry restored = entry().withoutTrashed().with(Mark.CLOSED);
    ExtentState before = sealed == null ? unsealedState(restored) : ExtentState.SEALED;
    become(before, "restore was asked for");
    put(restored);
  }

  /** Writer thread. A manager commands something about it. */
  void hear(long managerEpoch) {
    disk.table().hear(header.slot(), managerEpoch);
  }

  /** Writer thread. Whether its entry waits to be made durable. */
  boolean hasNews() {
    return disk.table().hasNews(header.slot());
  }

  /** Writer thread. */
  void put(SlotEntry entry) {
    disk.table().put(header.slot(), entry);
  }

  private void become(ExtentState next, String reason) {
    if (!state.mayBecome(next)) {
      throw new IllegalStateException("extent " + id() + " is " + state + ", not to be " + next);
    }
    LOG.info("extent {} on {}: {} -> {}: {}", id(), disk.path(), state, next, reason);
    state = next;
  }
}
