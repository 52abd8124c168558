package dev.satchel.storage;

/** What a scrub is told; the order is part of the protocol. */
public enum ScrubAction {
  /** Nothing: only how it stands is wanted. */
  REPORT,
  /**
   * To stand still, until it is told to start. Nothing here outlives the node: who says it recalls
   * it.
   */
  PAUSE,
  /** To go on, and to look at everything once as fast as its limit allows. */
  START,
  /** To keep to another limit. */
  LIMIT,
  /** To look next at a page of which somebody could make no sense. */
  LOOK;

  private static final ScrubAction[] VALUES = values();

  /**
   * The action with this ordinal.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ScrubAction of(int ordinal) {
    if (ordinal < 0 || ordinal >= VALUES.length) {
      throw new IllegalArgumentException("no action of a scrub has number " + ordinal);
    }
    return VALUES[ordinal];
  }
}
