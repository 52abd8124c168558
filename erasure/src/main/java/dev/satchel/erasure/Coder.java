package dev.satchel.erasure;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.IntStream;

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

  private static final int VERIFY_PIECE_BYTES = 64 * 1024;

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
   * Plans the calculation of {@code wanted} from the cheapest shards, see {@link
   * RecoveryPlanner#cheapest}.
   */
  public RecoveryOutcome plan(ReadCosts left, List<Integer> wanted) {
    return RecoveryPlanner.cheapest(code, left, wanted);
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
    Fit.require(code.parityRows(), data, parity);
    FirstMismatches mismatches = new FirstMismatches(code);
    long sizeBytes = data.getFirst().byteSize();
    try (Arena arena = Arena.ofConfined()) {
      List<MemorySegment> scratch = scratch(arena, Math.min(VERIFY_PIECE_BYTES, sizeBytes));
      for (long offset = 0; offset < sizeBytes; offset += VERIFY_PIECE_BYTES) {
        long length = Math.min(VERIFY_PIECE_BYTES, sizeBytes - offset);
        List<MemorySegment> expected = slice(scratch, 0, length);
        encode(slice(data, offset, length), expected);
        mismatches.compare(slice(parity, offset, length), expected, offset);
      }
    }
    return mismatches.found();
  }

  private List<MemorySegment> scratch(Arena arena, long sizeBytes) {
    return IntStream.range(0, code.parityShards())
        .mapToObj(_ -> arena.allocate(sizeBytes))
        .toList();
  }

  private void multiply(
      Matrix coefficients, List<MemorySegment> inputs, List<MemorySegment> outputs) {
    Fit.require(coefficients, inputs, outputs);
    Fit.requireTargets(inputs, outputs);
    codec.multiply(coefficients, inputs, outputs);
  }

  private static List<MemorySegment> slice(List<MemorySegment> segments, long offset, long length) {
    return segments.stream().map(segment -> segment.asSlice(offset, length)).toList();
  }
}
