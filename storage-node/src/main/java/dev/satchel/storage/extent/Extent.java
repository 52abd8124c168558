package dev.satchel.storage.extent;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ExtentInfo;
import dev.satchel.storage.ExtentState;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.SealedExtent;
import dev.satchel.storage.format.ExtentHeader;
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
  private long writerEpoch;

  private Extent(
      DiskStore disk,
      ExtentHeader header,
      ExtentState state,
      long end,
      @Nullable SealedExtent sealed) {
    this.disk = disk;
    this.header = header;
    this.state = state;
    this.syncedEnd = end;
    this.writtenEnd = end;
    this.sealed = sealed;
  }

  /** An extent that takes appends from {@code end} on. */
  static Extent open(DiskStore disk, ExtentHeader header, long end) {
    return new Extent(disk, header, ExtentState.OPEN, end, null);
  }

  /** An extent that was found in a state where nothing must be written to it. */
  static Extent fenced(DiskStore disk, ExtentHeader header, long end) {
    return new Extent(disk, header, ExtentState.FENCED, end, null);
  }

  static Extent sealed(DiskStore disk, ExtentHeader header, SealedExtent sealed) {
    return new Extent(disk, header, ExtentState.SEALED, sealed.lengthBytes(), sealed);
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

  /** Refuses a range that does not lie within what is synced. */
  void checkReadable(long offset, int lengthBytes) throws NodeException {
    long end = syncedEnd;
    if (offset < 0 || lengthBytes < 1 || offset > end - lengthBytes) {
      throw new NodeException(
          NodeError.OUT_OF_RANGE,
          lengthBytes + " bytes at " + offset + " of extent " + id() + ", which ends at " + end);
    }
  }

  /** Writer thread. Refuses an extent that takes no appends, or a writer that was replaced. */
  void checkWriter(long epoch) throws NodeException {
    ExtentState now = state;
    if (now != ExtentState.OPEN) {
      NodeError error = now == ExtentState.FENCED ? NodeError.FENCED : NodeError.NOT_OPEN;
      throw new NodeException(error, "extent " + id() + " is " + now);
    }
    if (epoch < writerEpoch) {
      throw new NodeException(
          NodeError.STALE_EPOCH,
          "writer epoch " + epoch + " of extent " + id() + ", claimed by " + writerEpoch);
    }
    writerEpoch = epoch;
  }

  /** Writer thread. The end of what was handed to the kernel. */
  long writtenEnd() {
    return writtenEnd;
  }

  /** Writer thread. */
  void wrote(long end) {
    if (end <= writtenEnd || end > header.capacityBytes()) {
      throw new IllegalStateException("extent " + id() + " cannot end at " + end);
    }
    writtenEnd = end;
  }

  /** Writer thread, after a sync that came after {@link #wrote}. */
  void synced(long end) {
    if (end > syncedEnd) {
      syncedEnd = end;
    }
  }

  /** Writer thread, after the sync of the footer. */
  void sealAt(SealedExtent seal) {
    sealed = seal;
    syncedEnd = seal.lengthBytes();
    become(ExtentState.SEALED, "footer is durable");
  }

  /** Writer thread. No append will be taken any more; harmless when none was anyway. */
  void freeze() {
    if (state == ExtentState.OPEN) {
      become(ExtentState.CLOSED, "close was asked for");
    }
  }

  /** Writer thread. A write or sync failed: nothing written since the last sync can be trusted. */
  void fence(String reason) {
    if (state.mayBecome(ExtentState.FENCED)) {
      become(ExtentState.FENCED, reason);
      disk.metrics().fenced().inc();
    }
  }

  private void become(ExtentState next, String reason) {
    if (!state.mayBecome(next)) {
      throw new IllegalStateException("extent " + id() + " is " + state + ", not to be " + next);
    }
    LOG.info("extent {} on {}: {} -> {}: {}", id(), disk.path(), state, next, reason);
    state = next;
  }
}
