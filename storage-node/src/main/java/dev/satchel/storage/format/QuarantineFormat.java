package dev.satchel.storage.format;

import dev.satchel.storage.format.HeaderCheck.Layout;

/**
 * The mark of a disk that is kept apart: the second sector of each superblock's page. Little-endian
 * but for the disk id.
 *
 * <pre>
 *   0               4       6       8
 *  +---------------+-------+-------+-------------------------------+
 *  | magic "SXQU"  |version| copy  |        sequence number        |
 *  +---------------+-------+-------+-------------------------------+ 16
 *  |                            disk id                            |
 *  +-------------------------------+-------------------------------+ 32
 *  |           since, ms           |         manager epoch         |
 *  +---------------+---------------+---------------+---------------+ 48
 *  | reason length |  reason CRC   |       0       |  header CRC   |
 *  +---------------+---------------+---------------+---------------+ 64
 *  |  reason, zeros to 512
 * </pre>
 *
 * <p>The page is written with the superblock that lies there already, and the mark is one sector:
 * however a write is torn, the superblock is whole and the mark is the one before or the one after.
 */
public final class QuarantineFormat {

  public static final int MAGIC = Magic.of("SXQU");
  public static final int VERSION = 1;

  static final int SECTOR_BYTES = 512;

  /** Where in the superblock's page the mark begins. */
  public static final int OFFSET = SECTOR_BYTES;

  static final int COPY_OFFSET = 6;
  static final int SEQUENCE_OFFSET = COPY_OFFSET + Short.BYTES;
  static final int DISK_ID_OFFSET = SEQUENCE_OFFSET + Long.BYTES;
  static final int SINCE_OFFSET = DISK_ID_OFFSET + 2 * Long.BYTES;
  static final int EPOCH_OFFSET = SINCE_OFFSET + Long.BYTES;
  static final int REASON_LENGTH_OFFSET = EPOCH_OFFSET + Long.BYTES;
  static final int REASON_CRC_OFFSET = REASON_LENGTH_OFFSET + Integer.BYTES;
  static final int HEADER_CRC_OFFSET = REASON_CRC_OFFSET + 2 * Integer.BYTES;
  static final int HEADER_BYTES = HEADER_CRC_OFFSET + Integer.BYTES;

  /** The longest reason, in UTF-8. */
  public static final int MOST_REASON_BYTES = SECTOR_BYTES - HEADER_BYTES;

  static final Layout LAYOUT = new Layout(MAGIC, VERSION, HEADER_BYTES);

  private QuarantineFormat() {}
}
