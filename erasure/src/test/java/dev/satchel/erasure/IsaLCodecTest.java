package dev.satchel.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Skipped where {@code libisal.so.2} is not installed. */
final class IsaLCodecTest extends CodecContract {

  private static final int SEED = 20261122;

  @Override
  Codec codec() {
    return IsaLCodec.installed().orElseGet(() -> abort("libisal.so.2 is not installed"));
  }

  /** As a shard of more than 2 GiB would be. */
  @Test
  void whatIsTooLongForOneCallIsDoneInSeveral() {
    codec();
    Coder inSteps = new Coder(Code.parse("rs-6-3"), new IsaLCodec(library(), 128));
    Coder reference = new Coder(Code.parse("rs-6-3"), new ScalarCodec());
    for (int sizeBytes : new int[] {1, 127, 128, 129, 1000}) {
      Shards shards = Shards.random(reference, sizeBytes, SEED);
      try (Arena arena = Arena.ofConfined()) {
        List<MemorySegment> data =
            shards.data().stream().map(shard -> Shards.offHeap(arena, shard)).toList();
        List<MemorySegment> parity =
            IntStream.range(0, 3).mapToObj(_ -> arena.allocate(sizeBytes)).toList();
        inSteps.encode(data, parity);
        for (int i = 0; i < 3; i++) {
          assertThat(parity.get(i).mismatch(shards.parity().get(i))).isEqualTo(-1);
        }
      }
    }
  }

  @Test
  void tablesOfMatricesUsedLastAreKeptWithinTheirBound() {
    codec();
    IsaLTables tables = new IsaLTables(library(), 10 * 32);
    List<Matrix> matrices =
        IntStream.range(1, 20).mapToObj(i -> Matrix.of(new byte[][] {{(byte) i, 2, 3}})).toList();
    MemorySegment first = tables.of(matrices.get(0));
    for (Matrix matrix : matrices) {
      assertThat(tables.of(matrices.get(0))).isEqualTo(first);
      assertThat(tables.of(matrix).byteSize()).isEqualTo(3 * 32);
      assertThat(tables.bytes()).isLessThanOrEqualTo(10 * 32);
    }
    Matrix large = Code.parse("rs-20-4").parityRows();
    tables.of(large);
    assertThat(tables.bytes()).isEqualTo(20 * 4 * 32);
    assertThat(tables.of(matrices.get(0)).mismatch(first)).isEqualTo(-1);
  }

  /** More shards on the heap than scratch memory has pieces of the usual size for. */
  @Test
  void manyShardsOnTheHeapShareTheScratchMemory() {
    Coder coder = new Coder(Code.parse("rs-200-55"), codec());
    Shards shards = Shards.random(coder, 20_000, new Random(SEED).nextLong());
    assertThat(new Coder(coder.code(), new ScalarCodec()).verify(shards.data(), shards.parity()))
        .isEmpty();
  }

  private static IsaL library() {
    return IsaL.load().orElseThrow();
  }
}
