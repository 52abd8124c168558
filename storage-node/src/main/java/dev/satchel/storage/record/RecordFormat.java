package dev.satchel.storage.record;

import dev.satchel.storage.format.BatchFormat;
import dev.satchel.storage.format.Magic;

/**
 * A record: one block as stored. Little-endian but for the block's name, at a multiple of {@link
 * #ALIGNMENT_BYTES} in its batch's payload.
 *
 * <pre>
 *   0               4       6   7   8               12
 *  +---------------+-------+---+---+---------------+---------------+
 *  | magic "SXRC"  |version|cod| 0 |  key id       | stored length |
 *  +---------------+-------+---+---+---------------+---------------+ 16
 *  | plain length  | payload CRC   |           bucket id           |
 *  +---------------+---------------+-------------------------------+ 32
 *  |    offset in the bucket       |  block name                   |
 *  +-------------------------------+                               | 48
 *  |                                                               |
 *  |                               +---------------+---------------+ 72
 *  |                               |       0       |  header CRC   |
 *  +-------------------------------+---------------+---------------+ 80
 *  |  payload ... zeros to 8 bytes
 * </pre>
 */
public final class RecordFormat {

  public static final int MAGIC = Magic.of("SXRC");
  public static final int VERSION = 1;

  /** Records begin and end at multiples of this. */
  public static final int ALIGNMENT_BYTES = 8;

  static final int MAGIC_OFFSET = 0;
  static final int VERSION_OFFSET = MAGIC_OFFSET + Integer.BYTES;
  static final int CODEC_OFFSET = VERSION_OFFSET + Short.BYTES;
  static final int KEY_ID_OFFSET = CODEC_OFFSET + 2 * Byte.BYTES;
  static final int STORED_LENGTH_OFFSET = KEY_ID_OFFSET + Integer.BYTES;
  static final int PLAIN_LENGTH_OFFSET = STORED_LENGTH_OFFSET + Integer.BYTES;
  static final int PAYLOAD_CRC_OFFSET = PLAIN_LENGTH_OFFSET + Integer.BYTES;
  static final int BUCKET_ID_OFFSET = PAYLOAD_CRC_OFFSET + Integer.BYTES;
  static final int BUCKET_OFFSET_OFFSET = BUCKET_ID_OFFSET + Long.BYTES;
  static final int BLOCK_NAME_OFFSET = BUCKET_OFFSET_OFFSET + Long.BYTES;
  static final int RESERVED_OFFSET = BLOCK_NAME_OFFSET + BlockName.LENGTH_BYTES;
  static final int HEADER_CRC_OFFSET = RESERVED_OFFSET + Integer.BYTES;

  /** The payload begins this far into the record. */
  public static final int HEADER_BYTES = HEADER_CRC_OFFSET + Integer.BYTES;

  /** The longest payload: what still fits one batch. */
  public static final int MAX_PAYLOAD_BYTES = BatchFormat.MAX_PAYLOAD_BYTES - HEADER_BYTES;

  private RecordFormat() {}

  /** What a record with this payload takes: header, payload and padding. */
  public static int paddedLength(int storedLengthBytes) {
    if (storedLengthBytes < 1 || storedLengthBytes > MAX_PAYLOAD_BYTES) {
      throw new IllegalArgumentException(
          "a record's payload is 1 to " + MAX_PAYLOAD_BYTES + " bytes, not " + storedLengthBytes);
    }
    return (HEADER_BYTES + storedLengthBytes + ALIGNMENT_BYTES - 1) & -ALIGNMENT_BYTES;
  }
}
