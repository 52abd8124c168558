package dev.satchel.storage.format;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What a disk remembers of an operator's word to keep it apart.
 *
 * @param sequence of two sound copies, the one with the higher number is what was said last
 * @param sinceMillis when it was said, milliseconds since 1970; 0 when the disk is not kept apart
 * @param epoch of the manager that passed it on
 * @param reason in the operator's words
 */
public record Quarantine(long sequence, long sinceMillis, long epoch, String reason) {

  /** Nobody ever said anything. */
  public static final Quarantine NONE = new Quarantine(0, 0, 0, "");

  public Quarantine {
    if (sequence < 0 || sinceMillis < 0 || isTooLong(reason)) {
      throw new IllegalArgumentException(
          "a quarantine since " + sinceMillis + " for " + reason.length() + " letters of reason");
    }
  }

  private static boolean isTooLong(String reason) {
    return reason.getBytes(UTF_8).length > QuarantineFormat.MOST_REASON_BYTES;
  }

  /** Whether the disk is kept apart. */
  public boolean isSet() {
    return sinceMillis > 0;
  }
}
