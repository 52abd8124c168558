package dev.satchel.storage.wire;

import dev.satchel.storage.format.BatchFormat;
import dev.satchel.storage.format.Magic;

/**
 * A request frame: a header and, of an append, a pull and a quarantine, a body. Little-endian.
 *
 * <pre>
 *   0               4       6   7   8
 *  +---------------+-------+---+---+-------------------------------+
 *  | magic "SXRQ"  |version| op|cls|          request id           |
 *  +---------------+-------+---+---+-------------------------------+ 16
 *  |           extent id           |            offset             |
 *  +-------------------------------+---------------+---------------+ 32
 *  |             epoch             |   argument    | deadline, ms  |
 *  +---------------+---------------+---------------+---------------+ 48
 *  | body length   |   body CRC    |       0       |  header CRC   |
 *  +---------------+---------------+---------------+---------------+ 64
 *  |  body
 * </pre>
 */
public final class RequestFormat {

  public static final int MAGIC = Magic.of("SXRQ");
  public static final int VERSION = 1;

  /** The most that one append may carry or one read may ask for. */
  public static final int MAX_PAYLOAD_BYTES = BatchFormat.MAX_PAYLOAD_BYTES;

  static final int MAGIC_OFFSET = 0;
  static final int VERSION_OFFSET = MAGIC_OFFSET + Integer.BYTES;
  static final int OP_OFFSET = VERSION_OFFSET + Short.BYTES;
  static final int TRAFFIC_OFFSET = OP_OFFSET + Byte.BYTES;
  static final int ID_OFFSET = TRAFFIC_OFFSET + Byte.BYTES;
  static final int EXTENT_ID_OFFSET = ID_OFFSET + Long.BYTES;
  static final int OFFSET_OFFSET = EXTENT_ID_OFFSET + Long.BYTES;
  static final int EPOCH_OFFSET = OFFSET_OFFSET + Long.BYTES;
  static final int ARGUMENT_OFFSET = EPOCH_OFFSET + Long.BYTES;
  static final int DEADLINE_OFFSET = ARGUMENT_OFFSET + Integer.BYTES;
  static final int BODY_LENGTH_OFFSET = DEADLINE_OFFSET + Integer.BYTES;
  static final int BODY_CRC_OFFSET = BODY_LENGTH_OFFSET + Integer.BYTES;
  static final int HEADER_CRC_OFFSET = BODY_CRC_OFFSET + 2 * Integer.BYTES;

  /** The body begins this far into the frame. */
  public static final int HEADER_BYTES = HEADER_CRC_OFFSET + Integer.BYTES;

  private RequestFormat() {}
}
