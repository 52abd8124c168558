package dev.satchel.storage.format;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes superblocks. */
public final class SuperblockWriter {

  private SuperblockWriter() {}

  /** Fills {@code page}, which is one whole page, with the given copy. */
  public static void write(Superblock superblock, int copy, UnsafeBuffer page) {
    page.setMemory(0, DiskGeometry.PAGE_BYTES, (byte) 0);
    HeaderCheck.begin(page, 0, SuperblockFormat.LAYOUT);
    page.putShort(SuperblockFormat.COPY_OFFSET, (short) copy, LITTLE_ENDIAN);
    putId(page, SuperblockFormat.DISK_ID_OFFSET, superblock.diskId());
    putId(page, SuperblockFormat.NODE_ID_OFFSET, superblock.nodeId());
    DiskGeometry geometry = superblock.geometry();
    page.putLong(SuperblockFormat.SLOT_BYTES_OFFSET, geometry.slotBytes(), LITTLE_ENDIAN);
    page.putLong(SuperblockFormat.SLOT_COUNT_OFFSET, geometry.slotCount(), LITTLE_ENDIAN);
    page.putLong(SuperblockFormat.TABLE_OFFSET, DiskGeometry.TABLE_POSITION, LITTLE_ENDIAN);
    page.putLong(SuperblockFormat.FIRST_SLOT_OFFSET, geometry.firstSlotPosition(), LITTLE_ENDIAN);
    page.putLong(SuperblockFormat.CREATED_OFFSET, superblock.createdMillis(), LITTLE_ENDIAN);
    HeaderCheck.end(page, 0, SuperblockFormat.LAYOUT);
  }

  private static void putId(UnsafeBuffer page, int offset, UUID id) {
    page.putLong(offset, id.getMostSignificantBits(), BIG_ENDIAN);
    page.putLong(offset + Long.BYTES, id.getLeastSignificantBits(), BIG_ENDIAN);
  }
}
