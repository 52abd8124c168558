package dev.satchel.storage.extent;

import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Whole pages at the end of an extent. */
abstract sealed class TailChange extends Change<Long> permits AppendChange, FillChange {

  private final Extent extent;
  private final long offset;
  private final int lengthBytes;

  /**
   * @param offset where the pages begin
   * @param lengthBytes of all of them
   */
  TailChange(Extent extent, long offset, int lengthBytes, long deadlineNanos) {
    super(deadlineNanos);
    this.extent = extent;
    this.offset = offset;
    this.lengthBytes = lengthBytes;
  }

  /** What to call it, for people. */
  abstract String what();

  /** Refuses whoever may not write there. */
  abstract void admit() throws NodeException;

  /** The pages to write. */
  abstract ByteBuffer bytes();

  /** Whether these pages lie below the end already, from an attempt before. */
  abstract boolean isThereAlready() throws IOException;

  @Override
  final boolean apply() throws IOException {
    admit();
    extent.disk().health().checkTakesData(NodeError.FENCED);
    long writtenEnd = extent.writtenEnd();
    if (offset == writtenEnd) {
      write();
      return true;
    }
    // The sync that this change waits for covers the first attempt too, if that is in this group.
    if (offset < 0 || offset > writtenEnd - lengthBytes || !isThereAlready()) {
      throw new NodeException(
          NodeError.OFFSET_MISMATCH,
          what() + " at " + offset + " of extent " + extent.id() + ", end " + writtenEnd,
          writtenEnd);
    }
    return extent.hasNews();
  }

  private void write() throws NodeException {
    if (newEnd() > extent.header().capacityBytes()) {
      throw new NodeException(NodeError.NO_SPACE, "extent " + extent.id() + " is full");
    }
    ByteBuffer bytes = bytes();
    extent.wrote(newEnd());
    extent.disk().writer().writes().add(extent, extent.dataPosition() + offset, bytes);
  }

  private long newEnd() {
    return offset + lengthBytes;
  }

  @Override
  final @Nullable Extent extent() {
    return extent;
  }

  /** The new end. */
  @Override
  Long outcome() {
    extent.synced(newEnd());
    return newEnd();
  }

  @Override
  final void fence(String reason) {
    extent.fence(reason);
  }

  @Override
  final long weightBytes() {
    return lengthBytes;
  }
}
