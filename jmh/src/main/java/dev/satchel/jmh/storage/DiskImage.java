package dev.satchel.jmh.storage;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.SealedExtent;
import dev.satchel.storage.extent.DiskSetup;
import dev.satchel.storage.format.BatchFormat;
import dev.satchel.storage.format.DiskGeometry;
import dev.satchel.storage.format.ExtentHeader;
import dev.satchel.storage.format.ExtentHeaderWriter;
import dev.satchel.storage.format.Footer;
import dev.satchel.storage.format.FooterFormat;
import dev.satchel.storage.format.FooterWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A node's disk with open extents, really written, and sealed ones that have their headers and
 * footers and, for what lies between, holes: nothing reads that when a node starts. So a tebibyte
 * fits on the disk of a laptop.
 */
final class DiskImage {

  /** As long as extents are by default, in the words of the command line. */
  static final String EXTENT_SIZE = "1G";

  static final int OPEN = 4;
  static final int SEALED = 1000;

  private static final long EXTENT_BYTES = 1L << 30;
  private static final int BATCH_BYTES = 512 << 10;
  private static final long EPOCH = 1;

  private final Path disk;
  private final DiskSetup setup;
  private final DiskGeometry geometry;

  /** Of a node with this name. */
  DiskImage(Path disk, UUID nodeId) {
    long diskBytes = (OPEN + SEALED + 2) * EXTENT_BYTES;
    this.disk = disk;
    this.setup = new DiskSetup(nodeId, EXTENT_BYTES, diskBytes, true);
    this.geometry = DiskGeometry.fitting(diskBytes, EXTENT_BYTES);
  }

  /** Bytes that a full one holds. */
  long capacityBytes() {
    return geometry.capacityBytes();
  }

  /** No extent at all. */
  void writeNone() throws IOException {
    new MeasuredStore(disk, setup).close();
  }

  /** Extents with one page each, open and sealed. */
  void writeNearlyEmpty() throws IOException {
    write(1, BatchFormat.ALIGNMENT_BYTES);
  }

  /** Extents without room for more. */
  void writeFull() throws IOException {
    int paddedBytes = BatchFormat.paddedLength(BATCH_BYTES);
    write(Math.toIntExact(capacityBytes() / paddedBytes), capacityBytes());
  }

  private void write(int batches, long sealedBytes) throws IOException {
    try (MeasuredStore store = new MeasuredStore(disk, setup);
        Callers callers = new Callers(OPEN)) {
      callers.call(number -> fill(store, batches, number));
    }
    writeSealed(sealedBytes);
  }

  private static void fill(MeasuredStore store, int batches, int seed) {
    try (Appender appender = new Appender(store, BATCH_BYTES, seed)) {
      for (int i = 0; i < batches; i++) {
        appender.send(appender.receive()).join();
      }
    }
  }

  private void writeSealed(long lengthBytes) throws IOException {
    Random random = new Random(SEALED);
    int[] checksums = random.ints(FooterFormat.pageCount(lengthBytes)).toArray();
    try (FileChannel file = FileChannel.open(disk, StandardOpenOption.WRITE)) {
      // The open ones took the first slots.
      for (int slot = OPEN; slot < OPEN + SEALED; slot++) {
        ExtentId id = new ExtentId(slot + 1);
        writeHeader(file, new ExtentHeader(id, id.value(), 1, capacityBytes(), EPOCH, slot));
        SealedExtent sealed = new SealedExtent(lengthBytes, checksums);
        writeFooter(file, slot, new Footer(id, id.value(), 1, EPOCH, sealed));
      }
      file.force(true);
    }
  }

  private void writeHeader(FileChannel file, ExtentHeader header) throws IOException {
    ByteBuffer page = ByteBuffer.allocateDirect(DiskGeometry.PAGE_BYTES);
    ExtentHeaderWriter.write(header, new UnsafeBuffer(page));
    write(file, page, geometry.slotPosition(header.slot()));
  }

  private void writeFooter(FileChannel file, long slot, Footer footer) throws IOException {
    ByteBuffer area = ByteBuffer.allocateDirect(geometry.footerBytes());
    FooterWriter.write(footer, new UnsafeBuffer(area));
    write(file, area, geometry.footerPosition(slot));
  }

  private static void write(FileChannel file, ByteBuffer bytes, long position) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes, position + bytes.position());
    }
  }
}
