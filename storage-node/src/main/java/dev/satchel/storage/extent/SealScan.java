package dev.satchel.storage.extent;

import static dev.satchel.storage.format.DiskGeometry.PAGE_BYTES;
import static dev.satchel.storage.format.FooterFormat.CHECKED_PAGE_BYTES;

import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.SealedExtent;
import dev.satchel.storage.disk.Disk;
import dev.satchel.storage.disk.PageMemory;
import dev.satchel.storage.format.BatchFormat;
import dev.satchel.storage.format.BatchHeader;
import dev.satchel.storage.format.BatchReader;
import dev.satchel.storage.format.Crc32c;
import dev.satchel.storage.format.FooterFormat;
import dev.satchel.storage.format.PageOutcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads a frozen extent once, from the device, and sums its pages. In the same pass every batch is
 * proved against its own checksums, so that a page checksum never blesses bytes that are damaged
 * already. A copy need not consist of batches: its pages were proved when they came, and whoever
 * has it sealed compares.
 */
final class SealScan {

  private final Extent extent;
  private final long lengthBytes;
  private final ByteBuffer page = PageMemory.allocate(CHECKED_PAGE_BYTES);
  private final UnsafeBuffer view = new UnsafeBuffer(page);
  private final CRC32C payloadCrc = new CRC32C();
  private long payloadLeftBytes;
  private int expectedCrc;
  private long nextBatchOffset;

  SealScan(Extent extent, long lengthBytes) {
    this.extent = extent;
    this.lengthBytes = lengthBytes;
  }

  /**
   * @throws NodeException CORRUPT when a batch is not what was written, BAD_REQUEST when the length
   *     is not the end of one
   */
  SealedExtent run() throws IOException {
    int[] checksums = new int[FooterFormat.pageCount(lengthBytes)];
    for (int i = 0; i < checksums.length; i++) {
      long offset = (long) i * CHECKED_PAGE_BYTES;
      page.clear().limit((int) Math.min(CHECKED_PAGE_BYTES, lengthBytes - offset));
      readFromDevice(offset);
      checksums[i] = Crc32c.of(page, 0, page.limit());
      if (!extent.isCopy()) {
        checkBatches(offset);
      }
    }
    if (!extent.isCopy() && nextBatchOffset != lengthBytes) {
      throw new NodeException(
          NodeError.BAD_REQUEST, "no batch of extent " + extent.id() + " ends at " + lengthBytes);
    }
    return new SealedExtent(lengthBytes, checksums);
  }

  /**
   * What cannot be read at a second try either, on a disk that still hands out the extent's header,
   * is damage of this extent, and asking again is no use. Otherwise the disk is to blame.
   */
  private void readFromDevice(long offset) throws IOException {
    long position = extent.dataPosition() + offset;
    try {
      read(position, page);
    } catch (IOException first) {
      extent.disk().health().readFailed(extent.id(), first);
      try {
        read(position, page);
      } catch (IOException again) {
        read(position - offset - PAGE_BYTES, PageMemory.allocate(PAGE_BYTES));
        throw corrupt("the page at " + offset + " cannot be read: " + again);
      }
    }
  }

  private void read(long position, ByteBuffer target) throws IOException {
    Disk device = extent.disk().device();
    device.dropCached(position, target.rewind().remaining());
    device.read(position, target);
  }

  private void checkBatches(long pageOffset) throws NodeException {
    long pageEnd = pageOffset + page.limit();
    long at = payloadLeftBytes > 0 ? pageOffset : nextBatchOffset;
    while (at < pageEnd) {
      if (payloadLeftBytes == 0) {
        beginBatch(pageOffset, at);
        at += BatchFormat.HEADER_BYTES;
      }
      at = sumPayload(pageOffset, at, pageEnd);
    }
  }

  private void beginBatch(long pageOffset, long at) throws NodeException {
    int index = (int) (at - pageOffset);
    if (BatchReader.read(view, index, extent.header().bucketId(), at)
        instanceof PageOutcome.Found<BatchHeader>(BatchHeader batch)) {
      payloadCrc.reset();
      expectedCrc = batch.payloadCrc();
      payloadLeftBytes = batch.payloadLengthBytes();
      nextBatchOffset = batch.endOffset();
    } else {
      throw corrupt("no batch at " + at);
    }
  }

  private long sumPayload(long pageOffset, long at, long pageEnd) throws NodeException {
    int count = (int) Math.min(payloadLeftBytes, pageEnd - at);
    payloadCrc.update(page.slice((int) (at - pageOffset), count));
    payloadLeftBytes -= count;
    if (payloadLeftBytes > 0) {
      return at + count;
    }
    if ((int) payloadCrc.getValue() != expectedCrc) {
      throw corrupt("a payload that ends at " + (at + count) + " does not match its checksum");
    }
    return nextBatchOffset;
  }

  private NodeException corrupt(String what) {
    return new NodeException(NodeError.CORRUPT, "extent " + extent.id() + ": " + what);
  }
}
