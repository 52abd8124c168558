package dev.satchel.storage.format;

import dev.satchel.storage.format.HeaderCheck.Layout;

/**
 * The footer of a sealed extent, behind its data region. Little-endian.
 *
 * <pre>
 *   0               4       6       8
 *  +---------------+-------+-------+-------------------------------+
 *  | magic "SXFT"  |version|   0   |           extent id           |
 *  +---------------+-------+-------+---------------+---------------+ 16
 *  |           bucket id           |  generation   |  page count   |
 *  +-------------------------------+---------------+---------------+ 32
 *  |         sealed length         |         sealed epoch          |
 *  +---------------+---------------+---------------+---------------+ 48
 *  |CRC of the CRCs|       0       |       0       |  header CRC   |
 *  +---------------+---------------+---------------+---------------+ 64
 *  |  CRC of each 1 MiB page, 4 bytes each ... zeros to 4 KiB
 * </pre>
 */
public final class FooterFormat {

  public static final int MAGIC = Magic.of("SXFT");
  public static final int VERSION = 1;

  /** The pages of a data region that have a checksum each; the last one may be short. */
  public static final int CHECKED_PAGE_BYTES = 1 << 20;

  static final int EXTENT_ID_OFFSET = 8;
  static final int BUCKET_ID_OFFSET = EXTENT_ID_OFFSET + Long.BYTES;
  static final int GENERATION_OFFSET = BUCKET_ID_OFFSET + Long.BYTES;
  static final int PAGE_COUNT_OFFSET = GENERATION_OFFSET + Integer.BYTES;
  static final int LENGTH_OFFSET = PAGE_COUNT_OFFSET + Integer.BYTES;
  static final int SEALED_EPOCH_OFFSET = LENGTH_OFFSET + Long.BYTES;
  static final int CHECKSUMS_CRC_OFFSET = SEALED_EPOCH_OFFSET + Long.BYTES;
  static final int HEADER_CRC_OFFSET = CHECKSUMS_CRC_OFFSET + 3 * Integer.BYTES;
  static final int HEADER_BYTES = HEADER_CRC_OFFSET + Integer.BYTES;

  static final Layout LAYOUT = new Layout(MAGIC, VERSION, HEADER_BYTES);

  private FooterFormat() {}

  /** How many checksums cover a length. */
  public static int pageCount(long lengthBytes) {
    return Math.toIntExact((lengthBytes + CHECKED_PAGE_BYTES - 1) / CHECKED_PAGE_BYTES);
  }
}
