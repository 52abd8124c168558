package dev.satchel.erasure;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Whether a codec is right, and how fast it is. */
final class CodecTrial {

  private static final long SEED = 20261122;

  /** Around the widths of registers and of the blocks that codecs work in. */
  private static final int[] AWKWARD_SIZES = {
    1, 15, 16, 17, 31, 33, 63, 64, 65, 127, 129, 1_000, 4_097, 16_383, 16_385
  };

  private static final List<Matrix> MATRICES =
      List.of(
          Code.reedSolomon(6, 3).parityRows(),
          Code.reedSolomon(5, 7).parityRows(),
          Code.reedSolomon(1, 1).parityRows());

  /** The data shards of a race. */
  private static final int INPUTS = 10;

  /** In the cache, to get a codec compiled by many short runs. */
  private static final int WARM_UP_BYTES = 32 * 1024;

  /**
   * Shards as they come from disks and peers are in no cache. So a race goes through many of them
   * in turn, together more than any cache holds, and each page of memory is touched before.
   */
  private static final int SPEED_BYTES = 512 * 1024;

  private static final int STRIPES = 8;
  private static final int LEAST_ROUNDS = 3;
  private static final int MOST_ROUNDS = 20;
  private static final long ROUNDS_NANOS = 100_000_000;

  /**
   * What the JVM has not compiled yet runs at a thousandth of its speed, so that few runs in a long
   * time say nothing; nor do many in a short one.
   */
  private static final long PATIENCE_NANOS = 150_000_000;

  private static final int PATIENCE_RUNS = 20;
  private static final long LIMIT_NANOS = 2_000_000_000L;

  private CodecTrial() {}

  /** Where the segments of a trial lie. */
  private enum Place {
    HEAP,
    NATIVE,
    EITHER;

    /** Native memory is not aligned: a codec must not ask for more than bytes. */
    MemorySegment allocate(int index, int sizeBytes, Arena arena) {
      boolean onHeap = this == HEAP || this == EITHER && index % 2 == 0;
      return onHeap
          ? MemorySegment.ofArray(new byte[sizeBytes])
          : arena.allocate(sizeBytes + 3L).asSlice(3);
    }
  }

  /** What it does wrong, in words; empty if its bytes are those of the scalar codec. */
  static Optional<String> fault(Codec codec) {
    try {
      for (Matrix matrix : MATRICES) {
        for (int sizeBytes : AWKWARD_SIZES) {
          for (Place place : Place.values()) {
            if (!isRight(codec, matrix, sizeBytes, place)) {
              return Optional.of("it gives wrong bytes on this machine");
            }
          }
        }
      }
      return Optional.empty();
    } catch (RuntimeException | LinkageError e) {
      return Optional.of("it fails on this machine (%s)".formatted(e));
    }
  }

  /** GB of data a second that it makes so many outputs of, off the heap and out of the cache. */
  static double speed(Codec codec, int outputs) {
    Matrix matrix = Matrix.vandermonde(outputs + 2, INPUTS).rows(2, outputs + 2);
    try (Arena arena = Arena.ofConfined()) {
      List<MemorySegment> few = garbage(INPUTS + outputs, WARM_UP_BYTES, Place.NATIVE, arena);
      leastNanos(() -> multiply(codec, matrix, few));
      List<List<MemorySegment>> stripes = new ArrayList<>();
      for (int i = 0; i < STRIPES; i++) {
        stripes.add(touched(INPUTS + outputs, arena));
      }
      long nanos = leastRoundNanos(() -> stripes.forEach(one -> multiply(codec, matrix, one)));
      return (double) STRIPES * INPUTS * SPEED_BYTES / nanos;
    }
  }

  private static void multiply(Codec codec, Matrix matrix, List<MemorySegment> stripe) {
    codec.multiply(matrix, stripe.subList(0, INPUTS), stripe.subList(INPUTS, stripe.size()));
  }

  private static List<MemorySegment> touched(int count, Arena arena) {
    List<MemorySegment> segments = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      segments.add(arena.allocate(SPEED_BYTES, 64).fill((byte) (31 * i + 7)));
    }
    return segments;
  }

  /** The shortest of some rounds: fewer of them, if they take long. */
  private static long leastRoundNanos(Runnable round) {
    long start = System.nanoTime();
    long before = start;
    long least = Long.MAX_VALUE;
    for (int i = 0; i < MOST_ROUNDS && (i < LEAST_ROUNDS || before - start < ROUNDS_NANOS); i++) {
      round.run();
      long after = System.nanoTime();
      least = Math.min(least, after - before);
      before = after;
    }
    return Math.max(1, least);
  }

  /** The shortest run, once no clearly shorter one was seen for a while. */
  private static long leastNanos(Runnable run) {
    long start = System.nanoTime();
    long before = start;
    long improved = start;
    long least = Long.MAX_VALUE;
    int runs = 0;
    while (before - start < LIMIT_NANOS
        && (before - improved < PATIENCE_NANOS || runs < PATIENCE_RUNS)) {
      run.run();
      long after = System.nanoTime();
      long nanos = after - before;
      boolean better = nanos < least - least / 32;
      improved = better ? after : improved;
      runs = better ? 0 : runs + 1;
      least = Math.min(least, nanos);
      before = after;
    }
    return Math.max(1, least);
  }

  private static boolean isRight(Codec codec, Matrix matrix, int sizeBytes, Place place) {
    try (Arena arena = Arena.ofConfined()) {
      List<MemorySegment> inputs = garbage(matrix.columnCount(), sizeBytes, place, arena);
      List<MemorySegment> outputs = garbage(matrix.rowCount(), sizeBytes, place, arena);
      List<MemorySegment> expected = garbage(matrix.rowCount(), sizeBytes, Place.HEAP, arena);
      codec.multiply(matrix, inputs, outputs);
      new ScalarCodec().multiply(matrix, inputs, expected);
      return IntStream.range(0, outputs.size())
          .allMatch(i -> outputs.get(i).mismatch(expected.get(i)) < 0);
    }
  }

  private static List<MemorySegment> garbage(int count, int sizeBytes, Place place, Arena arena) {
    Random random = new Random(SEED);
    byte[] bytes = new byte[sizeBytes];
    List<MemorySegment> segments = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      random.nextBytes(bytes);
      segments.add(place.allocate(i, sizeBytes, arena).copyFrom(MemorySegment.ofArray(bytes)));
    }
    return segments;
  }
}
