package dev.satchel.storage.format;

import dev.satchel.storage.format.HeaderCheck.Layout;

/**
 * The header page of an extent, the first page of its slot. Little-endian.
 *
 * <pre>
 *   0               4       6       8
 *  +---------------+-------+-------+-------------------------------+
 *  | magic "SXEX"  |version|   0   |           extent id           |
 *  +---------------+-------+-------+---------------+---------------+ 16
 *  |           bucket id           |  generation   |       0       |
 *  +-------------------------------+---------------+---------------+ 32
 *  |           capacity            |         created epoch         |
 *  +-------------------------------+---------------+---------------+ 48
 *  |             slot              |       0       |  header CRC   |
 *  +-------------------------------+---------------+---------------+ 64
 *  |  zeros to 4 KiB
 * </pre>
 */
final class ExtentHeaderFormat {

  static final int MAGIC = Magic.of("SXEX");
  static final int VERSION = 1;

  static final int EXTENT_ID_OFFSET = 8;
  static final int BUCKET_ID_OFFSET = EXTENT_ID_OFFSET + Long.BYTES;
  static final int GENERATION_OFFSET = BUCKET_ID_OFFSET + Long.BYTES;
  static final int CAPACITY_OFFSET = GENERATION_OFFSET + 2 * Integer.BYTES;
  static final int CREATED_EPOCH_OFFSET = CAPACITY_OFFSET + Long.BYTES;
  static final int SLOT_OFFSET = CREATED_EPOCH_OFFSET + Long.BYTES;
  static final int HEADER_CRC_OFFSET = SLOT_OFFSET + Long.BYTES + Integer.BYTES;
  static final int HEADER_BYTES = HEADER_CRC_OFFSET + Integer.BYTES;

  static final Layout LAYOUT = new Layout(MAGIC, VERSION, HEADER_BYTES);

  private ExtentHeaderFormat() {}
}
