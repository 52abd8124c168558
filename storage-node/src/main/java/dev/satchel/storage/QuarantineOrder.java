package dev.satchel.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What an operator wants of a disk.
 *
 * @param apart whether it is to be kept apart: no new extents, no appends, read as before
 * @param reason in the operator's words, one line that is short enough for the disk to remember
 */
public record QuarantineOrder(String diskId, boolean apart, String reason) {

  /** The longest reason, in UTF-8. */
  public static final int MOST_REASON_BYTES = 448;

  /** The longest name that any disk goes by. */
  public static final int MOST_ID_BYTES = 512;

  public QuarantineOrder {
    int reasonBytes = reason.getBytes(UTF_8).length;
    if (diskId.isEmpty() || diskId.getBytes(UTF_8).length > MOST_ID_BYTES) {
      throw new IllegalArgumentException("no disk has the id " + diskId);
    }
    if (reason.codePoints().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a reason is one line without control characters");
    }
    if (reasonBytes > MOST_REASON_BYTES) {
      throw new IllegalArgumentException(
          "a reason has at most " + MOST_REASON_BYTES + " bytes, not " + reasonBytes);
    }
  }
}
