package dev.satchel.storage.wire;

import dev.satchel.storage.format.Magic;

/**
 * A response frame: a header and a body. Little-endian.
 *
 * <pre>
 *   0               4       6   7   8
 *  +---------------+-------+---+---+-------------------------------+
 *  | magic "SXRS"  |version|err|mor|          request id           |
 *  +---------------+-------+---+---+---------------+---------------+ 16
 *  |             value             | body length   |   body CRC    |
 *  +---------------+---------------+---------------+---------------+ 32
 *  |       0       |  header CRC   |  body
 *  +---------------+---------------+
 * </pre>
 */
public final class ResponseFormat {

  public static final int MAGIC = Magic.of("SXRS");
  public static final int VERSION = 1;

  /** No body is longer: a whole read, or a list of a node's extents. */
  public static final int MAX_BODY_BYTES = RequestFormat.MAX_PAYLOAD_BYTES;

  /** The error byte of a request that was done; an error is its number plus one. */
  static final int DONE = 0;

  /** The byte that says whether more pieces of the answer follow. */
  static final int LAST = 0;

  static final int MORE_FOLLOWS = 1;

  static final int MAGIC_OFFSET = 0;
  static final int VERSION_OFFSET = MAGIC_OFFSET + Integer.BYTES;
  static final int ERROR_OFFSET = VERSION_OFFSET + Short.BYTES;
  static final int MORE_OFFSET = ERROR_OFFSET + Byte.BYTES;
  static final int ID_OFFSET = MORE_OFFSET + Byte.BYTES;
  static final int VALUE_OFFSET = ID_OFFSET + Long.BYTES;
  static final int BODY_LENGTH_OFFSET = VALUE_OFFSET + Long.BYTES;
  static final int BODY_CRC_OFFSET = BODY_LENGTH_OFFSET + Integer.BYTES;
  static final int HEADER_CRC_OFFSET = BODY_CRC_OFFSET + 2 * Integer.BYTES;

  /** The body begins this far into the frame. */
  public static final int HEADER_BYTES = HEADER_CRC_OFFSET + Integer.BYTES;

  private ResponseFormat() {}
}
