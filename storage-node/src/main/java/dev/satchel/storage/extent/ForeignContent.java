package dev.satchel.storage.extent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.satchel.storage.disk.Disk;
import dev.satchel.storage.disk.PageMemory;
import dev.satchel.storage.format.SuperblockFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * What somebody else left on a disk that has no superblock of ours. Nothing that is found here is
 * ever written over. Other owners leave a sign of themselves within the first MiB.
 */
final class ForeignContent {

  private static final int LOOKED_AT_BYTES = 1 << 20;
  private static final ByteBuffer ZEROS = ByteBuffer.allocate(Disk.PAGE_BYTES);

  /** The more telling ones first: a boot sector's mark is in many of the others too. */
  private static final List<Sign> SIGNS =
      List.of(
          new Sign("an ext2, ext3 or ext4 file system", 1080, "\u0053\u00ef"),
          new Sign("an XFS file system", 0, "XFSB"),
          new Sign("a Btrfs file system", 65_600, "_BHRfS_M"),
          new Sign("an NTFS file system", 3, "NTFS    "),
          new Sign("an exFAT file system", 3, "EXFAT   "),
          new Sign("swap space", 4086, "SWAPSPACE2"),
          new Sign("an LVM physical volume", 512, "LABELONE"),
          new Sign("a LUKS volume", 0, "LUKS\u00ba\u00be"),
          new Sign("a part of a Linux RAID", 0, "\u00fc\u004e\u002b\u00a9"),
          new Sign("a part of a Linux RAID", 4096, "\u00fc\u004e\u002b\u00a9"),
          new Sign("a Ceph BlueStore", 0, "bluestore block device"),
          new Sign("a partition table", 512, "EFI PART"),
          new Sign("a partition table or boot sector", 510, "\u0055\u00aa"));

  private ForeignContent() {}

  /** Bytes by which an owner is known. */
  private record Sign(String what, int position, String bytes) {

    boolean isIn(ByteBuffer start) {
      byte[] expected = bytes.getBytes(ISO_8859_1);
      return position + expected.length <= start.limit()
          && start.slice(position, expected.length).equals(ByteBuffer.wrap(expected));
    }
  }

  /**
   * Says in words what is there; empty when there is nothing, or just a superblock whose first
   * writing was cut short.
   */
  static Optional<String> find(Disk disk) throws IOException {
    long sizeBytes = disk.sizeBytes();
    if (sizeBytes < LOOKED_AT_BYTES && sizeBytes % Disk.PAGE_BYTES != 0) {
      return Optional.of("a file of " + sizeBytes + " bytes");
    }
    ByteBuffer start = PageMemory.allocate((int) Math.min(sizeBytes, LOOKED_AT_BYTES));
    disk.read(0, start);
    start.clear();
    for (Sign sign : SIGNS) {
      if (sign.isIn(start)) {
        return Optional.of(sign.what);
      }
    }
    return unknown(start);
  }

  private static Optional<String> unknown(ByteBuffer start) {
    int first = startsLikeOurs(start) ? Disk.PAGE_BYTES : 0;
    for (int at = first; at < start.limit(); at += Disk.PAGE_BYTES) {
      int differs = start.slice(at, Disk.PAGE_BYTES).mismatch(ZEROS);
      if (differs >= 0) {
        return Optional.of("something of somebody else, the first of it at byte " + (at + differs));
      }
    }
    return Optional.empty();
  }

  private static boolean startsLikeOurs(ByteBuffer start) {
    return start.limit() > 0
        && start.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt(0) == SuperblockFormat.MAGIC;
  }
}
