package dev.satchel.storage;

import java.util.Locale;

/** How far a node trusts one of its disks. */
public enum DiskState {
  /** Nothing failed lately, and it answers in time. */
  OK,
  /** Some operation failed, or it is slow; what failed is fenced, the rest goes on. */
  SUSPECT,
  /**
   * Could not be opened, failed to write too often, or fails whatever it is asked: takes no more
   * data; what can be read still is.
   */
  FAILED,
  /** Kept apart by an operator: takes no more data, is read and sealed as before. */
  QUARANTINED;

  /** The lower-case word that reports and commands use. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
