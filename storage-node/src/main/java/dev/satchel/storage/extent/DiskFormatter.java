package dev.satchel.storage.extent;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.satchel.storage.disk.Disk;
import dev.satchel.storage.disk.PageMemory;
import dev.satchel.storage.format.DiskGeometry;
import dev.satchel.storage.format.PageOutcome;
import dev.satchel.storage.format.Superblock;
import dev.satchel.storage.format.SuperblockFormat;
import dev.satchel.storage.format.SuperblockReader;
import dev.satchel.storage.format.SuperblockWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a disk's superblock, gives one to a blank disk, and makes its two copies whole again. */
final class DiskFormatter {

  private static final Logger LOG = LoggerFactory.getLogger(DiskFormatter.class);

  private static final long SUPERBLOCK_BYTES =
      (long) SuperblockFormat.COPIES * DiskGeometry.PAGE_BYTES;

  private final Disk disk;
  private final ByteBuffer page = PageMemory.allocate(DiskGeometry.PAGE_BYTES);
  private final UnsafeBuffer view = new UnsafeBuffer(page);
  private @Nullable Mending mending;

  /** A superblock, and which copy of it has to be written again. */
  private record Mending(Superblock superblock, int copy) {}

  DiskFormatter(Disk disk) {
    this.disk = disk;
  }

  /**
   * The superblock; {@link #mend} makes both copies whole.
   *
   * @throws BlankDiskException if it has none and may not be new
   * @throws IOException if the disk is neither blank nor one of this node
   */
  Superblock open(DiskSetup setup) throws IOException {
    PageOutcome<Superblock> first = read(0);
    PageOutcome<Superblock> second = read(1);
    return switch (first) {
      case PageOutcome.Found<Superblock>(Superblock superblock) ->
          adopt(superblock, second, 1, setup);
      case PageOutcome.TooNew<Superblock>(int version) -> throw Versions.tooNew(disk, version);
      case PageOutcome.TooOld<Superblock>(int version) -> throw Versions.tooOld(disk, version);
      case PageOutcome.Blank<Superblock> blank -> openBySecond(second, first, setup);
      case PageOutcome.Corrupt<Superblock> corrupt -> openBySecond(second, first, setup);
    };
  }

  private Superblock openBySecond(
      PageOutcome<Superblock> second, PageOutcome<Superblock> first, DiskSetup setup)
      throws IOException {
    return switch (second) {
      case PageOutcome.Found<Superblock>(Superblock superblock) ->
          adopt(superblock, first, 0, setup);
      case PageOutcome.TooNew<Superblock>(int version) -> throw Versions.tooNew(disk, version);
      case PageOutcome.TooOld<Superblock>(int version) -> throw Versions.tooOld(disk, version);
      case PageOutcome.Corrupt<Superblock> corrupt -> throw refusal(first, second);
      case PageOutcome.Blank<Superblock> blank -> {
        // Copy 0 is synced before copy 1 is written: nothing was ever stored here.
        if (ForeignContent.find(disk).isPresent()) {
          throw refusal(first, second);
        }
        if (!setup.mayBeNew()) {
          throw new BlankDiskException(disk.path());
        }
        yield format(setup);
      }
    };
  }

  /**
   * Somebody else's, or ours and damaged: whoever reads this must not mistake one for the other.
   */
  private IOException refusal(PageOutcome<Superblock> first, PageOutcome<Superblock> second)
      throws IOException {
    if (startsLikeOurs(0) || startsLikeOurs(1)) {
      return new IOException(
          "disk %s is damaged in both superblocks (copy 0: %s; copy 1: %s) and not touched; 'satchel-server inspect' shows what is left of it"
              .formatted(disk.path(), inWords(first), inWords(second)));
    }
    return new IOException(
        "disk "
            + disk.path()
            + " is not one of Satchel's and not formatted: it holds "
            + ForeignContent.find(disk).orElse("something of somebody else")
            + "; if nobody wants that any more, fill its first MiB with zeros");
  }

  private static String inWords(PageOutcome<Superblock> copy) {
    return switch (copy) {
      case PageOutcome.Found<Superblock> found -> "whole";
      case PageOutcome.Blank<Superblock> blank -> "zeros";
      case PageOutcome.Corrupt<Superblock>(String reason) -> reason;
      case PageOutcome.TooOld<Superblock>(int version) -> "of version " + version;
      case PageOutcome.TooNew<Superblock>(int version) -> "of version " + version;
    };
  }

  private boolean startsLikeOurs(int copy) throws IOException {
    return !(read(copy) instanceof PageOutcome.Blank<Superblock>)
        && view.getInt(0, LITTLE_ENDIAN) == SuperblockFormat.MAGIC;
  }

  private Superblock adopt(
      Superblock superblock, PageOutcome<Superblock> other, int otherCopy, DiskSetup setup)
      throws IOException {
    if (!superblock.nodeId().equals(setup.nodeId())) {
      throw new IOException(
          "disk " + disk.path() + " belongs to node " + superblock.nodeId() + ", not to this one");
    }
    switch (other) {
      case PageOutcome.Found<Superblock> whole -> {}
      case PageOutcome.TooNew<Superblock>(int version) -> throw Versions.tooNew(disk, version);
      case PageOutcome.TooOld<Superblock>(int version) -> throw Versions.tooOld(disk, version);
      case PageOutcome.Blank<Superblock> blank -> mending = new Mending(superblock, otherCopy);
      case PageOutcome.Corrupt<Superblock> corrupt -> mending = new Mending(superblock, otherCopy);
    }
    return superblock;
  }

  /** Writes the copy that was damaged again, once nothing on the disk is of a later version. */
  void mend() throws IOException {
    Mending found = mending;
    if (found != null) {
      LOG.warn("superblock copy {} of {} was damaged, written again", found.copy, disk.path());
      write(found.superblock, found.copy);
    }
  }

  private Superblock format(DiskSetup setup) throws IOException {
    long sizeBytes = setup.sizeBytes() == 0 ? disk.sizeBytes() : setup.sizeBytes();
    DiskGeometry geometry = DiskGeometry.fitting(sizeBytes, setup.extentSizeBytes());
    disk.allocate(0, setup.thin() ? geometry.firstSlotPosition() : geometry.endPosition());
    Superblock superblock =
        new Superblock(UUID.randomUUID(), setup.nodeId(), geometry, System.currentTimeMillis());
    eraseSlots(geometry);
    for (int copy = 0; copy < SuperblockFormat.COPIES; copy++) {
      write(superblock, copy);
    }
    LOG.info(
        "disk {} is new: {}, with {} slots of {} bytes",
        disk.path(),
        superblock.diskId(),
        geometry.slotCount(),
        geometry.slotBytes());
    return superblock;
  }

  /** What an earlier owner left behind the first MiB would be taken for damaged extents. */
  private void eraseSlots(DiskGeometry geometry) throws IOException {
    long from = disk.nextData(SUPERBLOCK_BYTES) / DiskGeometry.PAGE_BYTES * DiskGeometry.PAGE_BYTES;
    long end = Math.min(disk.sizeBytes(), geometry.endPosition());
    if (from < end) {
      disk.erase(from, end - from);
      disk.sync();
      disk.allocate(from, end - from);
    }
  }

  private void write(Superblock superblock, int copy) throws IOException {
    SuperblockWriter.write(superblock, copy, view);
    disk.write(SuperblockFormat.position(copy), page.clear());
    disk.sync();
  }

  private PageOutcome<Superblock> read(int copy) throws IOException {
    long position = SuperblockFormat.position(copy);
    if (disk.sizeBytes() < position + DiskGeometry.PAGE_BYTES) {
      return new PageOutcome.Blank<>();
    }
    disk.read(position, page.clear());
    return SuperblockReader.read(view, copy);
  }
}
