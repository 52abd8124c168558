package dev.satchel.volume.model;

/** The life of a volume. */
public enum VolumeState {
  /** Its rows are there; its extents are being made on the nodes. */
  CREATING,
  /** A writer may append to it. */
  OPEN,
  /** No writer may append any more; the manager is about to seal it. */
  CLOSING,
  /** It has its final length and its page checksums. */
  SEALED;

  /** Whether this is a step that a volume can take. Closing is final: nothing opens again. */
  public boolean mayBecome(VolumeState next) {
    return switch (this) {
      case CREATING -> next == OPEN;
      case OPEN -> next == CLOSING;
      case CLOSING -> next == SEALED;
      case SEALED -> false;
    };
  }
}
