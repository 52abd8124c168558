package dev.satchel.storage.extent;

import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import org.jspecify.annotations.Nullable;

/** A part of a copy, at the end of an extent that was marked as one. */
final class FillChange extends Change<Long> {

  private final Extent extent;
  private final Fill fill;

  FillChange(Extent extent, Fill fill) {
    super(fill.deadlineNanos());
    this.extent = extent;
    this.fill = fill;
  }

  @Override
  boolean apply() throws NodeException {
    extent.admitFill();
    long writtenEnd = extent.writtenEnd();
    if (fill.offset() != writtenEnd) {
      throw new NodeException(
          NodeError.OFFSET_MISMATCH,
          "fill at " + fill.offset() + " of extent " + extent.id() + ", end " + writtenEnd,
          writtenEnd);
    }
    if (newEnd() > extent.header().capacityBytes()) {
      throw new NodeException(NodeError.NO_SPACE, "extent " + extent.id() + " is full");
    }
    long position = extent.dataPosition() + fill.offset();
    extent.disk().writer().writes().add(extent, position, fill.bytes().nioBuffer());
    extent.wrote(newEnd());
    return true;
  }

  private long newEnd() {
    return fill.offset() + fill.bytes().readableBytes();
  }

  @Override
  @Nullable Extent extent() {
    return extent;
  }

  @Override
  Long outcome() {
    extent.synced(newEnd());
    return newEnd();
  }

  @Override
  void fence(String reason) {
    extent.fence(reason);
  }

  @Override
  long weightBytes() {
    return fill.bytes().readableBytes();
  }

  @Override
  void release() {
    fill.bytes().release();
  }
}
