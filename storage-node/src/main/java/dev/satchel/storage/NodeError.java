package dev.satchel.storage;

/** Why a node, or the way to it, did not do what was asked. The order is part of the protocol. */
public enum NodeError {
  /** No connection, or it broke before the answer: the operation may or may not have happened. */
  UNREACHABLE,
  /** No answer before the deadline: the operation may or may not have happened. */
  TIMED_OUT,
  /** The node has no such extent. */
  NO_SUCH_EXTENT,
  /** The append does not start at the extent's end; {@link NodeException#currentEnd} says where. */
  OFFSET_MISMATCH,
  /** The extent takes no more appends. */
  NOT_OPEN,
  /** The extent takes no more writes since one failed. */
  FENCED,
  /** No free slot, or no room left in the extent. */
  NO_SPACE,
  /** A read or a seal beyond what is synced. */
  OUT_OF_RANGE,
  /** The bytes on the disk are not those that were written. */
  CORRUPT,
  /** Somebody with a higher epoch was here. */
  STALE_EPOCH,
  /** One side could not prove that it knows the cluster key. */
  UNAUTHORIZED,
  /** The request makes no sense; asking again does not help. */
  BAD_REQUEST,
  /** The disk said no. */
  IO_ERROR,
  /** Too much is waiting; nothing was done. */
  BUSY,
  /** The peer that a pull reads from did not hand the bytes out; what came before is here. */
  SOURCE_FAILED,
  /** What the peer handed out is not what was to be pulled; what came before is here. */
  SOURCE_CORRUPT;

  private static final NodeError[] VALUES = values();

  /**
   * The error with this ordinal.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static NodeError of(int ordinal) {
    if (ordinal < 0 || ordinal >= VALUES.length) {
      throw new IllegalArgumentException("no node error has number " + ordinal);
    }
    return VALUES[ordinal];
  }
}
