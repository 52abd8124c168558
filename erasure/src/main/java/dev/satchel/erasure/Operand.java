package dev.satchel.erasure;

import java.lang.foreign.MemorySegment;

/**
 * A segment as a {@link VectorKernel} wants it.
 *
 * @param access which of the three ways
 * @param base the array, or the segment
 * @param offset where the segment starts: an index, an address, or 0
 */
record Operand(Access access, Object base, long offset) {

  static Operand of(MemorySegment segment) {
    if (segment.isNative()) {
      return new Operand(Access.ADDRESS, segment, segment.address());
    }
    return segment.heapBase().orElse(segment) instanceof byte[] array
        ? new Operand(Access.ARRAY, array, segment.address())
        : new Operand(Access.SEGMENT, segment, 0);
  }
}
