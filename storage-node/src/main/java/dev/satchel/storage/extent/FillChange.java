package dev.satchel.storage.extent;

import dev.satchel.storage.NodeException;
import java.nio.ByteBuffer;

/** A part of a copy, at the end of an extent that was marked as one. */
final class FillChange extends TailChange {

  private final Extent extent;
  private final Fill fill;

  FillChange(Extent extent, Fill fill) {
    super(extent, fill.offset(), fill.bytes().readableBytes(), fill.deadlineNanos());
    this.extent = extent;
    this.fill = fill;
  }

  @Override
  String what() {
    return "fill";
  }

  @Override
  void admit() throws NodeException {
    extent.admitFill();
  }

  @Override
  ByteBuffer bytes() {
    return fill.bytes().nioBuffer();
  }

  /** Whoever copies knows what is there, and asks for nothing twice. */
  @Override
  boolean isThereAlready() {
    return false;
  }

  @Override
  void release() {
    fill.bytes().release();
  }
}
