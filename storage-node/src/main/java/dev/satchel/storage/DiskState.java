package dev.satchel.storage;

import java.util.Locale;

/** How far a node trusts one of its disks. */
public enum DiskState {
  /** No write, read or sync failed since it was opened. */
  OK,
  /** Some operation failed; what it concerned is fenced, the rest goes on. */
  SUSPECT,
  /** Not usable. */
  FAILED,
  /** Kept apart by an operator. */
  QUARANTINED;

  /** The lower-case word that reports and commands use. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
