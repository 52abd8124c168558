package dev.satchel.storage.server;

import org.jspecify.annotations.Nullable;

/**
 * The pace at which a caller takes its answers: what lay there at one look is a whole for {@link
 * Pace}, and when that is taken what lies there then. Pure; not thread-safe.
 */
final class Drain {

  private @Nullable Pace pace;
  private long beganBytes;
  private long wholeBytes;

  /**
   * A look at it.
   *
   * @param takenBytes all that was ever taken
   * @param heldBytes what is to be taken yet
   */
  boolean isBehind(long takenBytes, long heldBytes) {
    if (pace == null || takenBytes - beganBytes >= wholeBytes) {
      beganBytes = takenBytes;
      wholeBytes = heldBytes;
      pace = new Pace(heldBytes);
    }
    return pace.isBehind(takenBytes - beganBytes);
  }
}
