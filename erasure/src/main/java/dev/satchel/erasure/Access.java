package dev.satchel.erasure;

/** How a {@link VectorKernel} reaches the bytes of a segment. */
enum Access {
  /** The segment is part of a {@code byte[]} that can be had. */
  ARRAY,
  /** The segment is off the heap: raw addresses, checked once before the loop. */
  ADDRESS,
  /** Anything else, say a read-only segment on the heap: through the segment, slowly. */
  SEGMENT
}
