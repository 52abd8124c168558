package dev.satchel.storage.format;

import dev.satchel.storage.format.HeaderCheck.Layout;

/**
 * The superblock: one page, twice, at 0 and {@link DiskGeometry#PAGE_BYTES}. Little-endian but for
 * the two ids.
 *
 * <pre>
 *   0               4       6       8
 *  +---------------+-------+-------+-------------------------------+
 *  | magic "SXSB"  |version| copy  |            disk id            |
 *  +---------------+-------+-------+-------------------------------+ 16
 *  |            disk id            |            node id            |
 *  +-------------------------------+-------------------------------+ 32
 *  |            node id            |          slot size            |
 *  +-------------------------------+-------------------------------+ 48
 *  |          slot count           |   position of extent table    |
 *  +-------------------------------+-------------------------------+ 64
 *  |      position of slot 0       |     created, ms since 1970    |
 *  +---------------+---------------+-------------------------------+ 80
 *  |       0       |  header CRC   |
 *  +---------------+---------------+ 88
 *  |  zeros to 4 KiB
 * </pre>
 */
public final class SuperblockFormat {

  public static final int MAGIC = Magic.of("SXSB");
  public static final int VERSION = 2;
  public static final int COPIES = 2;

  static final int COPY_OFFSET = 6;
  static final int DISK_ID_OFFSET = COPY_OFFSET + Short.BYTES;
  static final int NODE_ID_OFFSET = DISK_ID_OFFSET + 2 * Long.BYTES;
  static final int SLOT_BYTES_OFFSET = NODE_ID_OFFSET + 2 * Long.BYTES;
  static final int SLOT_COUNT_OFFSET = SLOT_BYTES_OFFSET + Long.BYTES;
  static final int TABLE_OFFSET = SLOT_COUNT_OFFSET + Long.BYTES;
  static final int FIRST_SLOT_OFFSET = TABLE_OFFSET + Long.BYTES;
  static final int CREATED_OFFSET = FIRST_SLOT_OFFSET + Long.BYTES;
  static final int HEADER_CRC_OFFSET = CREATED_OFFSET + Long.BYTES + Integer.BYTES;
  static final int HEADER_BYTES = HEADER_CRC_OFFSET + Integer.BYTES;

  static final Layout LAYOUT = new Layout(MAGIC, VERSION, HEADER_BYTES);

  private SuperblockFormat() {}

  /** Where a copy lies. */
  public static long position(int copy) {
    return (long) copy * DiskGeometry.PAGE_BYTES;
  }
}
