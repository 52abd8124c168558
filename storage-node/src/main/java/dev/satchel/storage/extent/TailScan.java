package dev.satchel.storage.extent;

import dev.satchel.storage.disk.Disk;
import dev.satchel.storage.format.BatchFormat;
import dev.satchel.storage.format.BatchHeader;
import dev.satchel.storage.format.ExtentHeader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * Finds out where an extent without a footer ends, as {@code docs/format/disk.md} says under
 * "Recovery".
 *
 * <p>Between two syncs at most {@link #MOST_UNSYNCED_BYTES} are written. So a payload that a crash
 * tore lies at most that far before the last batch whose header is there, and only those payloads
 * are read; whatever lies before was durable when it was answered for.
 */
final class TailScan {

  /** The bound of a group, which a writer thread keeps; the largest batch fits. */
  static final long MOST_UNSYNCED_BYTES = BatchFormat.MAX_PAYLOAD_BYTES + (1 << 20);

  private final Disk disk;
  private final ExtentHeader extent;
  private final long dataPosition;
  private final BatchScanner batches;

  TailScan(Disk disk, ExtentHeader extent, long dataPosition) {
    this.disk = disk;
    this.extent = extent;
    this.dataPosition = dataPosition;
    this.batches = new BatchScanner(disk, extent, dataPosition);
  }

  /**
   * What was found.
   *
   * @param end behind the last whole batch
   * @param firstGap where whole batches stop although more of them follow, or -1
   */
  record Tail(long end, long firstGap) {

    /** Known without looking. */
    static Tail at(long end) {
      return new Tail(end, -1);
    }

    boolean isDamaged() {
      return firstGap >= 0;
    }
  }

  /**
   * Looks for the end.
   *
   * @param checkpoint an end below which everything was synced
   */
  Tail find(long checkpoint) throws IOException {
    long end = firstTorn(chain(checkpoint), checkpoint);
    long lastEnd = end;
    long at = end;
    for (long next = nextWhole(at); next >= 0; next = nextWhole(at)) {
      at = batches.headerAt(next).orElseThrow().endOffset();
      lastEnd = at;
    }
    return new Tail(lastEnd, lastEnd > end ? end : -1);
  }

  /** Follows the headers from the checkpoint; answers those whose payload may be torn. */
  private ArrayDeque<BatchHeader> chain(long checkpoint) throws IOException {
    ArrayDeque<BatchHeader> recent = new ArrayDeque<>();
    long end = checkpoint;
    for (Optional<BatchHeader> next = batches.headerAt(end);
        next.isPresent();
        next = batches.headerAt(end)) {
      recent.addLast(next.get());
      end = next.get().endOffset();
      while (recent.getFirst().endOffset() <= end - MOST_UNSYNCED_BYTES) {
        recent.removeFirst();
      }
    }
    return recent;
  }

  /** Where the first of these that is not whole begins, or where the last one ends. */
  private long firstTorn(ArrayDeque<BatchHeader> recent, long checkpoint) throws IOException {
    long end = checkpoint;
    for (BatchHeader batch : recent) {
      if (!batches.isWhole(batch)) {
        return batch.offset();
      }
      end = batch.endOffset();
    }
    return end;
  }

  /** The next whole batch at or after {@code from}, or -1; what reads as zeros is skipped. */
  private long nextWhole(long from) throws IOException {
    long at = skipZeros(from);
    while (at < extent.capacityBytes()) {
      Optional<BatchHeader> header = batches.headerAt(at);
      if (header.isPresent() && batches.isWhole(header.get())) {
        return at;
      }
      at = skipZeros(at + BatchFormat.ALIGNMENT_BYTES);
    }
    return -1;
  }

  private long skipZeros(long offset) throws IOException {
    long next = disk.nextData(dataPosition + offset) - dataPosition;
    return Math.max(offset, next / BatchFormat.ALIGNMENT_BYTES * BatchFormat.ALIGNMENT_BYTES);
  }
}
