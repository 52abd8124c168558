package dev.satchel.erasure;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Encodes, recovers and verifies with one code, by one codec.
 *
 * <p>All segments of a call are of one size and hold the same columns. They may be whole shards or
 * any range of them, so that a shard of 1 GiB needs a few MiB of memory at a time, and a few lost
 * bytes need only the same few bytes of the others. Stateless: any number of threads may share one.
 *
 * @param code which matrix
 * @param codec which loop
 */
public record Coder(Code code, Codec codec) {

  private static final int VERIFY_CHUNK_BYTES = 64 * 1024;

  /**
   * Calculates every parity shard.
   *
   * @param data the data shards in order
   * @param parity where the parity shards go, in order
   */
  public void encode(List<MemorySegment> data, List<MemorySegment> parity) {
    multiply(code.parityRows(), data, parity);
  }

  /**
   * Plans the calculation of {@code wanted} from {@code left}, see {@link RecoveryPlanner#plan}.
   */
  public RecoveryOutcome plan(List<Integer> left, List<Integer> wanted) {
    return RecoveryPlanner.plan(code, left, wanted);
  }

  /**
   * Calculates lost shards, or the same range of each.
   *
   * @param sources of the shards {@link Recovery#sources}, in that order
   * @param targets of the shards {@link Recovery#targets}, in that order
   */
  public void recover(Recovery recovery, List<MemorySegment> sources, List<MemorySegment> targets) {
    if (!recovery.code().equals(code)) {
      throw new IllegalArgumentException(
          "a recovery of %s cannot be done by %s".formatted(recovery.code(), code));
    }
    multiply(recovery.coefficients(), sources, targets);
  }

  /**
   * Calculates parity again and compares.
   *
   * @return what differs, at most one entry a parity shard; empty when all belong together
   */
  public List<Mismatch> verify(List<MemorySegment> data, List<MemorySegment> parity) {
    requireFit(code.parityRows(), data, parity);
    long sizeBytes = data.getFirst().byteSize();
    long[] firstDifference = new long[parity.size()];
    Arrays.fill(firstDifference, -1);
    List<MemorySegment> scratch = scratch(parity.size(), Math.min(VERIFY_CHUNK_BYTES, sizeBytes));
    for (long offset = 0; offset < sizeBytes; offset += VERIFY_CHUNK_BYTES) {
      long length = Math.min(VERIFY_CHUNK_BYTES, sizeBytes - offset);
      List<MemorySegment> expected = slice(scratch, 0, length);
      codec.multiply(code.parityRows(), slice(data, offset, length), expected);
      for (int i = 0; i < parity.size(); i++) {
        long at = expected.get(i).mismatch(parity.get(i).asSlice(offset, length));
        if (at >= 0 && firstDifference[i] < 0) {
          firstDifference[i] = offset + at;
        }
      }
    }
    return mismatches(firstDifference);
  }

  private List<Mismatch> mismatches(long[] firstDifference) {
    return IntStream.range(0, firstDifference.length)
        .filter(i -> firstDifference[i] >= 0)
        .mapToObj(i -> new Mismatch(code.dataShards() + i, firstDifference[i]))
        .toList();
  }

  private void multiply(
      Matrix coefficients, List<MemorySegment> inputs, List<MemorySegment> outputs) {
    requireFit(coefficients, inputs, outputs);
    requireApart(inputs, outputs);
    codec.multiply(coefficients, inputs, outputs);
  }

  private static void requireFit(
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
    long[] sizes =
        Stream.concat(inputs.stream(), outputs.stream())
            .mapToLong(MemorySegment::byteSize)
            .distinct()
            .toArray();
    if (sizes.length > 1) {
      throw new IllegalArgumentException(
          "shards of one size, not of %d and %d bytes".formatted(sizes[0], sizes[1]));
    }
  }

  private static void requireApart(List<MemorySegment> inputs, List<MemorySegment> outputs) {
    for (int i = 0; i < outputs.size(); i++) {
      MemorySegment output = outputs.get(i);
      boolean overlaps =
          Stream.concat(inputs.stream(), outputs.subList(0, i).stream())
              .anyMatch(other -> output.asOverlappingSlice(other).isPresent());
      if (overlaps) {
        throw new IllegalArgumentException("output %d overlaps another shard".formatted(i));
      }
    }
  }

  private static List<MemorySegment> scratch(int count, long sizeBytes) {
    List<MemorySegment> segments = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      segments.add(MemorySegment.ofArray(new byte[(int) sizeBytes]));
    }
    return segments;
  }

  private static List<MemorySegment> slice(List<MemorySegment> segments, long offset, long length) {
    return segments.stream().map(segment -> segment.asSlice(offset, length)).toList();
  }
}
