package dev.satchel.storage.extent;

import dev.satchel.storage.disk.Disk;
import dev.satchel.storage.disk.PageMemory;
import dev.satchel.storage.format.BatchFormat;
import dev.satchel.storage.format.BatchHeader;
import dev.satchel.storage.format.BatchReader;
import dev.satchel.storage.format.ExtentHeader;
import dev.satchel.storage.format.PageOutcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Looks for batches in an extent's data region, through a window that moves with the offset. One
 * thread at a time; changes nothing.
 */
final class BatchScanner {

  /** Enough to look at one header and its neighbours. */
  private static final int WINDOW_BYTES = 64 << 10;

  /** Looking at page after page, more is read at a time. */
  private static final int WIDE_WINDOW_BYTES = 1 << 20;

  private static final int PAYLOAD_BYTES = 512 << 10;

  private final Disk disk;
  private final ExtentHeader extent;
  private final long dataPosition;
  private final ByteBuffer window;
  private final UnsafeBuffer view;
  private final ByteBuffer payload;
  private long windowOffset = Long.MIN_VALUE;
  private boolean sawOtherVersion;

  /** What a scanner reads into; for one of them after the other. */
  static final class Memory {
    private final ByteBuffer window = PageMemory.allocate(WIDE_WINDOW_BYTES);
    private final ByteBuffer payload = PageMemory.allocate(PAYLOAD_BYTES);
  }

  BatchScanner(Disk disk, ExtentHeader extent, long dataPosition, Memory memory) {
    this.disk = disk;
    this.extent = extent;
    this.dataPosition = dataPosition;
    this.window = memory.window;
    this.view = new UnsafeBuffer(window);
    this.payload = memory.payload;
  }

  long capacityBytes() {
    return extent.capacityBytes();
  }

  /** The header of the batch that begins at {@code offset} and ends within the extent. */
  Optional<BatchHeader> headerAt(long offset) throws IOException {
    return headerAt(offset, extent.capacityBytes(), WINDOW_BYTES);
  }

  /**
   * The first header of a batch that begins at {@code from} or on a later page and ends within
   * {@code limit}. What the disk knows to be zeros is not read.
   */
  Optional<BatchHeader> nextHeader(long from, long limit) throws IOException {
    long end = Math.min(limit, extent.capacityBytes());
    for (long at = from; at < end; at += BatchFormat.ALIGNMENT_BYTES) {
      if (!isInWindow(at)) {
        at = skipZeros(at);
      }
      Optional<BatchHeader> header = headerAt(at, end, WIDE_WINDOW_BYTES);
      if (header.isPresent()) {
        return header;
      }
    }
    return Optional.empty();
  }

  private Optional<BatchHeader> headerAt(long offset, long limit, int windowBytes)
      throws IOException {
    if (offset > limit - BatchFormat.ALIGNMENT_BYTES) {
      return Optional.empty();
    }
    if (!isInWindow(offset)) {
      moveTo(offset, windowBytes);
    }
    int index = (int) (offset - windowOffset);
    return switch (BatchReader.read(view, index, extent.bucketId(), offset)) {
      case PageOutcome.Found<BatchHeader>(BatchHeader header) when header.endOffset() <= limit ->
          Optional.of(header);
      case PageOutcome.Found<BatchHeader> tooLong -> Optional.empty();
      case PageOutcome.Blank<BatchHeader> blank -> Optional.empty();
      case PageOutcome.Corrupt<BatchHeader> corrupt -> Optional.empty();
      case PageOutcome.TooOld<BatchHeader> old -> otherVersion();
      case PageOutcome.TooNew<BatchHeader> later -> otherVersion();
    };
  }

  /** Where batches may be, a block may be as well, and whoever wrote that chose its bytes. */
  private Optional<BatchHeader> otherVersion() {
    sawOtherVersion = true;
    return Optional.empty();
  }

  /**
   * Whether something was seen that may be a batch of another version: no reason to keep the disk
   * from being opened, and one to write nothing there.
   */
  boolean sawOtherVersion() {
    return sawOtherVersion;
  }

  private long skipZeros(long offset) throws IOException {
    long next = disk.nextData(dataPosition + offset) - dataPosition;
    return Math.max(offset, next / BatchFormat.ALIGNMENT_BYTES * BatchFormat.ALIGNMENT_BYTES);
  }

  /** Whether the payload is what its header says. */
  boolean isWhole(BatchHeader batch) throws IOException {
    CRC32C crc = new CRC32C();
    int payloadEnd = BatchFormat.HEADER_BYTES + batch.payloadLengthBytes();
    int paddedEnd = BatchFormat.paddedLength(batch.payloadLengthBytes());
    int from = BatchFormat.HEADER_BYTES;
    for (int at = 0; at < paddedEnd; at += PAYLOAD_BYTES) {
      payload.clear().limit(Math.min(PAYLOAD_BYTES, paddedEnd - at));
      disk.read(dataPosition + batch.offset() + at, payload);
      crc.update(payload.position(from).limit(Math.min(PAYLOAD_BYTES, payloadEnd - at)));
      from = 0;
    }
    return (int) crc.getValue() == batch.payloadCrc();
  }

  private boolean isInWindow(long offset) {
    return offset >= windowOffset && offset < windowOffset + window.limit();
  }

  /** Reads on from a page's beginning. */
  private void moveTo(long offset, int windowBytes) throws IOException {
    window.clear().limit((int) Math.min(windowBytes, extent.capacityBytes() - offset));
    windowOffset = Long.MIN_VALUE;
    disk.read(dataPosition + offset, window);
    windowOffset = offset;
  }
}
