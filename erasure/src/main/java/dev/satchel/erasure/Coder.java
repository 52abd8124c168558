package dev.satchel.erasure;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
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
    try (Arena arena = Arena.ofConfined()) {
      return verify(data, parity, arena.allocate((long) VERIFY_PIECE_BYTES * code.parityShards()));
    }
  }

  /**
   * Calculates parity again, into {@code scratch}, and compares.
   *
   * @param scratch of at least a byte a parity shard; with less than a whole shard for each, they
   *     are compared piece by piece
   * @return what differs, at most one entry a parity shard; empty when all belong together
   */
  public List<Mismatch> verify(
      List<MemorySegment> data, List<MemorySegment> parity, MemorySegment scratch) {
    Fit.require(code.parityRows(), data, parity);
    long sizeBytes = data.getFirst().byteSize();
    long pieceBytes = Math.min(sizeBytes, scratch.byteSize() / code.parityShards());
    if (pieceBytes == 0 && sizeBytes > 0) {
      throw new IllegalArgumentException("no scratch memory to calculate parity in");
    }
    long[] firstDifference = new long[parity.size()];
    Arrays.fill(firstDifference, -1);
    for (long offset = 0; offset < sizeBytes; offset += pieceBytes) {
      long length = Math.min(pieceBytes, sizeBytes - offset);
      List<MemorySegment> expected = split(scratch, parity.size(), length);
      multiply(code.parityRows(), slice(data, offset, length), expected);
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
    Fit.require(coefficients, inputs, outputs);
    Fit.requireTargets(inputs, outputs);
    codec.multiply(coefficients, inputs, outputs);
  }

  private static List<MemorySegment> split(MemorySegment segment, int count, long lengthBytes) {
    return IntStream.range(0, count)
        .mapToObj(i -> segment.asSlice(i * lengthBytes, lengthBytes))
        .toList();
  }

  private static List<MemorySegment> slice(List<MemorySegment> segments, long offset, long length) {
    return segments.stream().map(segment -> segment.asSlice(offset, length)).toList();
  }
}
