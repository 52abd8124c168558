package dev.satchel.storage;

/** The life of an extent on its node. */
public enum ExtentState {
  /** Takes appends at its end. */
  OPEN,
  /** Frozen: takes no more appends, is not sealed yet. */
  CLOSED,
  /** Finished: its length and the checksum of each page are on the disk. */
  SEALED,
  /**
   * A write or a sync failed, or its tail is damaged: readable, never written again but to seal.
   */
  FENCED,
  /** Out of use, kept for a while: takes and answers nothing until it is restored. */
  TRASHED;

  /** Whether an extent may go from this state to {@code next}. */
  public boolean mayBecome(ExtentState next) {
    return switch (this) {
      case OPEN -> next == CLOSED || next == FENCED;
      case CLOSED -> next == SEALED || next == FENCED || next == TRASHED;
      case FENCED -> next == SEALED || next == TRASHED;
      case SEALED -> next == TRASHED;
      case TRASHED -> next == CLOSED || next == FENCED || next == SEALED;
    };
  }
}
