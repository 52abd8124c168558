package dev.satchel.volume.model;

/** What the replication table believes of an extent. */
public enum ExtentStatus {
  /** Asked for, not yet there. */
  CREATING,
  /** Holds at least all that was acknowledged. */
  OPEN,
  /** Sealed at the length of its bucket; its pages can be proved. */
  SEALED,
  /**
   * Not to be relied on: it was short, damaged or gone when its volume was sealed. Of what is
   * there, single blocks are read when no other extent has them.
   */
  LOST,
  /** Given up before anything was written to it. */
  ABANDONED
}
