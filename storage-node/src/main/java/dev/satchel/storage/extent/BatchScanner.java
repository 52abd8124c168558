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

  private static final int WINDOW_BYTES = 64 << 10;
  private static final int PAYLOAD_BYTES = 512 << 10;

  private final Disk disk;
  private final ExtentHeader extent;
  private final long dataPosition;
  private final ByteBuffer window = PageMemory.allocate(WINDOW_BYTES);
  private final UnsafeBuffer view = new UnsafeBuffer(window);
  private final ByteBuffer payload = PageMemory.allocate(PAYLOAD_BYTES);
  private long windowOffset = Long.MIN_VALUE;

  BatchScanner(Disk disk, ExtentHeader extent, long dataPosition) {
    this.disk = disk;
    this.extent = extent;
    this.dataPosition = dataPosition;
  }

  /** The header of the batch that begins at {@code offset} and ends within the extent. */
  Optional<BatchHeader> headerAt(long offset) throws IOException {
    if (offset > extent.capacityBytes() - BatchFormat.ALIGNMENT_BYTES) {
      return Optional.empty();
    }
    moveTo(offset);
    int index = (int) (offset - windowOffset);
    return switch (BatchReader.read(view, index, extent.bucketId(), offset)) {
      case PageOutcome.Found<BatchHeader>(BatchHeader header)
          when header.endOffset() <= extent.capacityBytes() ->
          Optional.of(header);
      case PageOutcome.Found<BatchHeader> tooLong -> Optional.empty();
      case PageOutcome.Blank<BatchHeader> blank -> Optional.empty();
      case PageOutcome.Corrupt<BatchHeader> corrupt -> Optional.empty();
      case PageOutcome.TooOld<BatchHeader>(int version) -> throw Versions.tooOld(disk, version);
      case PageOutcome.TooNew<BatchHeader>(int version) -> throw Versions.tooNew(disk, version);
    };
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

  /** Reads on from {@code offset} unless its page is in the window. */
  private void moveTo(long offset) throws IOException {
    if (offset >= windowOffset && offset < windowOffset + window.limit()) {
      return;
    }
    long start = offset / BatchFormat.ALIGNMENT_BYTES * BatchFormat.ALIGNMENT_BYTES;
    window.clear().limit((int) Math.min(WINDOW_BYTES, extent.capacityBytes() - start));
    windowOffset = Long.MIN_VALUE;
    disk.read(dataPosition + start, window);
    windowOffset = start;
  }
}
