package dev.satchel.erasure;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import org.jspecify.annotations.Nullable;

/**
 * A segment as native code can address it: in place if it is native, else piece by piece through a
 * stage, because the collector may move what is on the heap.
 */
final class Staged {

  private final MemorySegment segment;
  private final @Nullable MemorySegment stage;

  private Staged(MemorySegment segment, @Nullable MemorySegment stage) {
    this.segment = segment;
    this.stage = stage;
  }

  /** Takes a stage from {@code scratch} if the segment needs one. */
  static Staged of(MemorySegment segment, SegmentAllocator scratch, long pieceBytes) {
    return new Staged(segment, segment.isNative() ? null : scratch.allocate(pieceBytes));
  }

  /** Where native code finds the piece at {@code offset}. */
  long address(long offset) {
    return stage == null ? segment.address() + offset : stage.address();
  }

  /** Before native code reads the piece. */
  void load(long offset, int lengthBytes) {
    if (stage != null) {
      MemorySegment.copy(segment, offset, stage, 0, lengthBytes);
    }
  }

  /** After native code wrote the piece. */
  void store(long offset, int lengthBytes) {
    if (stage != null) {
      MemorySegment.copy(stage, 0, segment, offset, lengthBytes);
    }
  }
}
