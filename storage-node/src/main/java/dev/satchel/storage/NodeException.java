package dev.satchel.storage;

import java.io.IOException;

/** An operation on a node that was refused or failed; {@link #error} says how to go on. */
public final class NodeException extends IOException {

  private static final long serialVersionUID = 1L;
  private static final long UNKNOWN_END = -1;

  private final NodeError error;
  private final long currentEnd;

  public NodeException(NodeError error, String message) {
    this(error, message, UNKNOWN_END);
  }

  public NodeException(NodeError error, String message, Throwable cause) {
    super(message, cause);
    this.error = error;
    this.currentEnd = UNKNOWN_END;
  }

  public NodeException(NodeError error, String message, long currentEnd) {
    super(message);
    this.error = error;
    this.currentEnd = currentEnd;
  }

  public NodeError error() {
    return error;
  }

  /** The extent's end, when the error is {@link NodeError#OFFSET_MISMATCH}; otherwise -1. */
  public long currentEnd() {
    return currentEnd;
  }

  @Override
  public String toString() {
    return "NodeException[" + error + "]: " + getMessage();
  }
}
