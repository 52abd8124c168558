package dev.satchel.volume.model;

/** What the replication table believes of an extent. */
public enum ExtentStatus {
  /** Asked for, not yet there. */
  CREATING,
  /** Holds at least all that was acknowledged. */
  OPEN,
  /** Sealed at the length of its bucket; its pages can be proved. */
  SEALED,
  /** Not to be read: it was short, or gone, when its volume was sealed. */
  LOST,
  /** Given up before anything was written to it. */
  ABANDONED
}
