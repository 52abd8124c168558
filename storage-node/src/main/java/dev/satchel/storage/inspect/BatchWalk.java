package dev.satchel.storage.inspect;

import dev.satchel.storage.format.BatchFormat;
import dev.satchel.storage.format.BatchHeader;
import dev.satchel.storage.format.BatchReader;
import dev.satchel.storage.format.DiskGeometry;
import dev.satchel.storage.format.PageOutcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Goes through a data region from its beginning, and behind a batch that is not whole looks at
 * every page for the next one.
 */
final class BatchWalk {

  private static final int PAGE_BYTES = DiskGeometry.PAGE_BYTES;
  private static final int WINDOW_BYTES = 1 << 20;

  private final DiskImage image;
  private final long dataPosition;
  private final long bucketId;
  private final long limit;
  private final ByteBuffer window = ByteBuffer.allocateDirect(WINDOW_BYTES);
  private final UnsafeBuffer view = new UnsafeBuffer(window);
  private final ByteBuffer zeros = ByteBuffer.allocateDirect(PAGE_BYTES);
  private final ByteBuffer payload = ByteBuffer.allocateDirect(WINDOW_BYTES);
  private long windowOffset = Long.MIN_VALUE;

  private final List<Batch> batches = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();
  private long gapBegin = -1;
  private boolean gapIsBlank = true;
  private long end;

  /**
   * Of one extent.
   *
   * @param limit where to stop: the sealed length, or the capacity
   */
  BatchWalk(DiskImage image, long dataPosition, long bucketId, long limit) {
    this.image = image;
    this.dataPosition = dataPosition;
    this.bucketId = bucketId;
    this.limit = limit;
  }

  /** A batch whose header is sound, and whether its payload is. */
  record Batch(BatchHeader header, boolean isWhole) {}

  /** A range without a whole batch. */
  record Gap(long from, long to) {}

  /**
   * All that was found.
   *
   * @param end behind the last whole batch
   * @param gaps before it
   * @param isTorn whether something that is no whole batch lies behind it
   */
  record Walk(List<Batch> batches, long end, List<Gap> gaps, boolean isTorn) {

    /** Of an extent that need not consist of batches. */
    static Walk ofCopy(long end) {
      return new Walk(List.of(), end, List.of(), false);
    }
  }

  Walk run() throws IOException {
    long at = 0;
    while (at < limit) {
      at = step(at);
    }
    return new Walk(batches, end, gaps, gapBegin >= 0 && !gapIsBlank);
  }

  /** Looks at one page, and answers where the next one is to be looked at. */
  private long step(long at) throws IOException {
    moveTo(at);
    int index = (int) (at - windowOffset);
    boolean isWhole = false;
    if (BatchReader.read(view, index, bucketId, at)
            instanceof PageOutcome.Found<BatchHeader>(BatchHeader header)
        && header.endOffset() <= limit) {
      isWhole = isWhole(header);
      batches.add(new Batch(header, isWhole));
      if (isWhole) {
        endGap(at);
        end = header.endOffset();
        return end;
      }
    }
    beginGap(at, isBlank(index));
    return at + PAGE_BYTES;
  }

  private void beginGap(long at, boolean isBlank) {
    gapBegin = gapBegin < 0 ? at : gapBegin;
    gapIsBlank &= isBlank;
  }

  private void endGap(long at) {
    if (gapBegin >= 0) {
      gaps.add(new Gap(gapBegin, at));
    }
    gapBegin = -1;
    gapIsBlank = true;
  }

  private boolean isBlank(int index) {
    return window.slice(index, PAGE_BYTES).equals(zeros);
  }

  private boolean isWhole(BatchHeader batch) throws IOException {
    CRC32C crc = new CRC32C();
    long position = dataPosition + batch.offset() + BatchFormat.HEADER_BYTES;
    int leftBytes = batch.payloadLengthBytes();
    while (leftBytes > 0) {
      payload.clear().limit(Math.min(leftBytes, WINDOW_BYTES));
      image.read(position, payload);
      position += payload.limit();
      leftBytes -= payload.limit();
      crc.update(payload);
    }
    return (int) crc.getValue() == batch.payloadCrc();
  }

  private void moveTo(long offset) throws IOException {
    if (offset >= windowOffset && offset + PAGE_BYTES <= windowOffset + WINDOW_BYTES) {
      return;
    }
    image.read(dataPosition + offset, window.clear());
    windowOffset = offset;
  }
}
