package dev.satchel.storage.extent;

import dev.satchel.storage.format.BatchFormat;
import dev.satchel.storage.format.BatchHeader;
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

  private final BatchScanner batches;

  TailScan(BatchScanner batches) {
    this.batches = batches;
  }

  /**
   * What was found.
   *
   * @param end behind the last whole batch
   * @param firstGap where whole batches stop although more of them follow, or may, or -1
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
   * @param farthestEnd behind which no batch was ever written; -1 when nobody knows
   */
  Tail find(long checkpoint, long farthestEnd) throws IOException {
    long end = firstTorn(chain(checkpoint), checkpoint);
    long limit = farthestEnd < 0 ? batches.capacityBytes() : farthestEnd;
    long lastEnd = end;
    for (Optional<BatchHeader> next = nextWhole(end, limit);
        next.isPresent();
        next = nextWhole(lastEnd, limit)) {
      lastEnd = next.get().endOffset();
    }
    return new Tail(lastEnd, lastEnd > end || batches.sawOtherVersion() ? end : -1);
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

  /** The next whole batch at or after {@code from} that ends within {@code limit}. */
  private Optional<BatchHeader> nextWhole(long from, long limit) throws IOException {
    long at = from;
    while (true) {
      Optional<BatchHeader> header = batches.nextHeader(at, limit);
      if (header.isEmpty() || batches.isWhole(header.get())) {
        return header;
      }
      at = header.get().offset() + BatchFormat.ALIGNMENT_BYTES;
    }
  }
}
