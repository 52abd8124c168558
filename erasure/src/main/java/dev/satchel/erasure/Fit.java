package dev.satchel.erasure;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Whether segments fit a matrix and each other: checked before a byte is written, so that a loop
 * over raw addresses never leaves its memory.
 */
final class Fit {

  private Fit() {}

  /**
   * An input for each column and an output for each row, all of one size and open to this thread.
   *
   * @throws IllegalArgumentException if not
   * @throws IllegalStateException if the memory of a segment was freed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  static void require(
      Matrix coefficients, List<MemorySegment> inputs, List<MemorySegment> outputs) {
    if (inputs.size() != coefficients.columnCount() || outputs.size() != coefficients.rowCount()) {
      throw new IllegalArgumentException(
          "%d shards in and %d out, not %d and %d"
              .formatted(
                  coefficients.columnCount(),
                  coefficients.rowCount(),
                  inputs.size(),
                  outputs.size()));
    }
    long sizeBytes = sizeBytes(inputs, outputs);
    for (MemorySegment input : inputs) {
      requireOpen(input, sizeBytes);
    }
    for (MemorySegment output : outputs) {
      requireOpen(output, sizeBytes);
    }
  }

  /**
   * Outputs that can be written without changing another segment.
   *
   * @throws IllegalArgumentException if one is read-only or overlaps another segment
   */
  static void requireTargets(List<MemorySegment> inputs, List<MemorySegment> outputs) {
    for (int i = 0; i < outputs.size(); i++) {
      MemorySegment output = outputs.get(i);
      if (output.isReadOnly()) {
        throw new IllegalArgumentException("output %d is read-only".formatted(i));
      }
      if (overlapsAny(output, inputs) || overlapsAny(output, outputs.subList(0, i))) {
        throw new IllegalArgumentException("output %d overlaps another shard".formatted(i));
      }
    }
  }

  private static long sizeBytes(List<MemorySegment> inputs, List<MemorySegment> outputs) {
    List<MemorySegment> any = inputs.isEmpty() ? outputs : inputs;
    return any.isEmpty() ? 0 : any.getFirst().byteSize();
  }

  private static void requireOpen(MemorySegment segment, long sizeBytes) {
    if (segment.byteSize() != sizeBytes) {
      throw new IllegalArgumentException(
          "shards of one size, not of %d and %d bytes".formatted(sizeBytes, segment.byteSize()));
    }
    if (!segment.scope().isAlive()) {
      throw new IllegalStateException("the memory of a shard was freed");
    }
    if (!segment.isAccessibleBy(Thread.currentThread())) {
      throw new WrongThreadException("the memory of a shard belongs to another thread");
    }
  }

  private static boolean overlapsAny(MemorySegment output, List<MemorySegment> others) {
    for (MemorySegment other : others) {
      if (output.asOverlappingSlice(other).isPresent()) {
        return true;
      }
    }
    return false;
  }
}
