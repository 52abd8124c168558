package dev.satchel.storage;

/** For whom a request moves bytes; the order is part of the protocol. */
public enum TrafficClass {
  /** Somebody waits for a block. Never slowed by the others. */
  CLIENT,
  /** Redundancy is being restored, or data moved. */
  REPAIR,
  /** Something is proved that nobody waits for. */
  SCRUB;

  private static final TrafficClass[] VALUES = values();

  /**
   * The class with this ordinal.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static TrafficClass of(int ordinal) {
    if (ordinal < 0 || ordinal >= VALUES.length) {
      throw new IllegalArgumentException("no traffic class has number " + ordinal);
    }
    return VALUES[ordinal];
  }
}
