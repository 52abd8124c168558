package dev.satchel.storage.format;

import dev.satchel.storage.format.HeaderCheck.Layout;

/**
 * A page of the extent table, which lies there twice. Little-endian but for the disk id.
 *
 * <pre>
 *   0               4       6       8
 *  +---------------+-------+-------+-------------------------------+
 *  | magic "SXET"  |version| copy  |          page number          |
 *  +---------------+-------+-------+-------------------------------+ 16
 *  |        sequence number        |            disk id            |
 *  +-------------------------------+-------------------------------+ 32
 *  |            disk id            |         manager epoch         |
 *  +-------------------------------+---------------+---------------+ 48
 *  |               0               | entries' CRC  |  header CRC   |
 *  +-------------------------------+---------------+---------------+ 64
 *  |  42 entries
 * </pre>
 *
 * <p>An entry:
 *
 * <pre>
 *   0                               8               12
 *  +-------------------------------+---------------+---------------+
 *  |           extent id           |  generation   |     marks     |
 *  +-------------------------------+---------------+---------------+ 16
 *  |          checkpoint           |         writer epoch          |
 *  +-------------------------------+-------------------------------+ 32
 *  |          trashed, ms          |       trashed by epoch        |
 *  +-------------------------------+-------------------------------+ 48
 *  |         verified, ms          |        walk began, ms         |
 *  +-------------------------------+---------------+---------------+ 64
 *  |        walk's cursor          | damaged pages |       0       |
 *  +-------------------------------+---------------+---------------+ 80
 *  |                               0                               |
 *  +---------------------------------------------------------------+ 96
 * </pre>
 */
public final class ExtentTableFormat {

  public static final int MAGIC = Magic.of("SXET");
  public static final int VERSION = 1;
  public static final int COPIES = 2;

  static final int COPY_OFFSET = 6;
  static final int NUMBER_OFFSET = COPY_OFFSET + Short.BYTES;
  static final int SEQUENCE_OFFSET = NUMBER_OFFSET + Long.BYTES;
  static final int DISK_ID_OFFSET = SEQUENCE_OFFSET + Long.BYTES;
  static final int MANAGER_EPOCH_OFFSET = DISK_ID_OFFSET + 2 * Long.BYTES;
  static final int ENTRIES_CRC_OFFSET = MANAGER_EPOCH_OFFSET + 2 * Long.BYTES;
  static final int HEADER_CRC_OFFSET = ENTRIES_CRC_OFFSET + Integer.BYTES;
  static final int HEADER_BYTES = HEADER_CRC_OFFSET + Integer.BYTES;

  static final int EXTENT_ID_OFFSET = 0;
  static final int GENERATION_OFFSET = EXTENT_ID_OFFSET + Long.BYTES;
  static final int MARKS_OFFSET = GENERATION_OFFSET + Integer.BYTES;
  static final int CHECKPOINT_OFFSET = MARKS_OFFSET + Integer.BYTES;
  static final int WRITER_EPOCH_OFFSET = CHECKPOINT_OFFSET + Long.BYTES;
  static final int TRASHED_OFFSET = WRITER_EPOCH_OFFSET + Long.BYTES;
  static final int TRASHED_EPOCH_OFFSET = TRASHED_OFFSET + Long.BYTES;
  static final int VERIFIED_OFFSET = TRASHED_EPOCH_OFFSET + Long.BYTES;
  static final int WALK_BEGAN_OFFSET = VERIFIED_OFFSET + Long.BYTES;
  static final int CURSOR_OFFSET = WALK_BEGAN_OFFSET + Long.BYTES;
  static final int DAMAGED_PAGES_OFFSET = CURSOR_OFFSET + Long.BYTES;
  static final int ENTRY_BYTES = DAMAGED_PAGES_OFFSET + 2 * Integer.BYTES + 2 * Long.BYTES;

  /** How many slots a page speaks of. */
  public static final int ENTRIES = (DiskGeometry.PAGE_BYTES - HEADER_BYTES) / ENTRY_BYTES;

  static final int ALL_ENTRIES_BYTES = ENTRIES * ENTRY_BYTES;

  static final Layout LAYOUT = new Layout(MAGIC, VERSION, HEADER_BYTES);

  private ExtentTableFormat() {}
}
