package dev.satchel.storage.format;

import dev.satchel.storage.format.HeaderCheck.Layout;

/**
 * A batch: what one append puts into an extent. Little-endian, at an offset that is a multiple of
 * {@link #ALIGNMENT_BYTES}.
 *
 * <pre>
 *   0               4       6       8
 *  +---------------+-------+-------+-------------------------------+
 *  | magic "SXBA"  |version|   0   |           bucket id           |
 *  +---------------+-------+-------+-------------------------------+ 16
 *  |    offset of this batch       | payload length| payload CRC   |
 *  +-------------------------------+---------------+---------------+ 32
 *  |       0       |  header CRC   |  payload ... zeros to 4 KiB
 *  +---------------+---------------+
 * </pre>
 *
 * <p>It holds nothing of the node or extent that it lies in, so that all replicas of a bucket are
 * the same bytes.
 */
public final class BatchFormat {

  public static final int MAGIC = Magic.of("SXBA");
  public static final int VERSION = 1;

  /** Batches begin and end at multiples of this. */
  public static final int ALIGNMENT_BYTES = 4096;

  /** The longest payload that one append may carry. */
  public static final int MAX_PAYLOAD_BYTES = 16 << 20;

  static final int MAGIC_OFFSET = 0;
  static final int VERSION_OFFSET = MAGIC_OFFSET + Integer.BYTES;
  static final int BUCKET_ID_OFFSET = VERSION_OFFSET + 2 * Short.BYTES;
  static final int EXTENT_OFFSET_OFFSET = BUCKET_ID_OFFSET + Long.BYTES;
  static final int PAYLOAD_LENGTH_OFFSET = EXTENT_OFFSET_OFFSET + Long.BYTES;
  static final int PAYLOAD_CRC_OFFSET = PAYLOAD_LENGTH_OFFSET + Integer.BYTES;
  static final int HEADER_CRC_OFFSET = PAYLOAD_CRC_OFFSET + 2 * Integer.BYTES;

  /** The payload begins this far into the batch. */
  public static final int HEADER_BYTES = HEADER_CRC_OFFSET + Integer.BYTES;

  static final Layout LAYOUT = new Layout(MAGIC, VERSION, HEADER_BYTES);

  private BatchFormat() {}

  /** What a batch with this payload takes in an extent: header, payload and padding. */
  public static int paddedLength(int payloadLengthBytes) {
    if (payloadLengthBytes < 1 || payloadLengthBytes > MAX_PAYLOAD_BYTES) {
      throw new IllegalArgumentException(
          "a payload is 1 to " + MAX_PAYLOAD_BYTES + " bytes, not " + payloadLengthBytes);
    }
    return (HEADER_BYTES + payloadLengthBytes + ALIGNMENT_BYTES - 1) & -ALIGNMENT_BYTES;
  }
}
