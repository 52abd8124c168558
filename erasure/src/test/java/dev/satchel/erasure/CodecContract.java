package dev.satchel.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.satchel.erasure.RecoveryOutcome.Recoverable;
import dev.satchel.erasure.RecoveryOutcome.Unrecoverable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every codec must do; a codec's test extends it and says which. */
abstract class CodecContract {

  private static final int SEED = 20261122;

  /** The codec under test. */
  abstract Codec codec();

  static Stream<KnownAnswers.Case> knownAnswers() {
    return KnownAnswers.cases().stream();
  }

  @ParameterizedTest
  @MethodSource("knownAnswers")
  void parityIsThatOfJavaReedSolomon(KnownAnswers.Case known) {
    List<MemorySegment> data =
        IntStream.range(0, known.k())
            .mapToObj(shard -> MemorySegment.ofArray(known.dataShard(shard)))
            .toList();
    List<MemorySegment> parity = Shards.targets(known.m(), known.length());
    new Coder(known.code(), codec()).encode(data, parity);
    assertThat(parity.stream().map(CodecContract::sha256)).isEqualTo(known.paritySha256());
  }

  @Test
  void thereAreSeventyKnownAnswers() {
    assertThat(knownAnswers()).hasSize(70);
  }

  @ParameterizedTest
  @CsvSource({
    "rs-1-1", "rs-1-3", "rs-2-1", "rs-2-2", "rs-3-2", "rs-4-2", "rs-4-4", "rs-5-3", "rs-6-3"
  })
  void everyPatternOfLossesThatTheCodeCoversIsRecovered(String name) {
    Coder coder = new Coder(Code.parse(name), codec());
    Shards shards = Shards.random(coder, 37, SEED);
    int patterns = 1 << coder.code().totalShards();
    for (int pattern = 1; pattern < patterns; pattern++) {
      if (Integer.bitCount(pattern) <= coder.code().parityShards()) {
        assertRecovers(coder, shards, shardsOf(pattern));
      }
    }
  }

  @Test
  void everyLossOfFourOfFourteenIsRecovered() {
    Coder coder = new Coder(Code.parse("rs-10-4"), codec());
    Shards shards = Shards.random(coder, 5, SEED);
    List<List<Integer>> patterns =
        IntStream.range(0, 1 << 14)
            .filter(pattern -> Integer.bitCount(pattern) == 4)
            .mapToObj(CodecContract::shardsOf)
            .toList();
    assertThat(patterns).hasSize(1001);
    patterns.forEach(lost -> assertRecovers(coder, shards, lost));
  }

  /** What comes back is right, and what cannot is refused, as the ranks of the rows say. */
  @ParameterizedTest
  @ValueSource(strings = {"lrc-4-2-2", "lrc-6-3-1", "lrc-12-2-2"})
  void everyLossOfUpToFourOfALocallyRepairableCodeIsRecoveredOrRefused(String name) {
    Coder coder = new Coder(Code.parse(name), codec());
    Ranks ranks = Ranks.of(coder.code());
    Shards shards = Shards.random(coder, 3, SEED);
    for (int pattern = 1; pattern <= ranks.all(); pattern++) {
      if (Integer.bitCount(pattern) <= 4) {
        List<Integer> lost = shardsOf(pattern);
        if (ranks.give(ranks.all() & ~pattern, pattern)) {
          assertRecovers(coder, shards, lost);
        } else {
          assertThat(coder.plan(shards.allBut(lost), lost)).isInstanceOf(Unrecoverable.class);
        }
      }
    }
  }

  @Test
  void manyThreadsShareACodec() throws Exception {
    Codec shared = codec();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<?>> running =
          IntStream.range(0, 8)
              .<Future<?>>mapToObj(i -> threads.submit(() -> work(shared, i)))
              .toList();
      for (Future<?> each : running) {
        each.get();
      }
    }
  }

  /** Each thread its own codes and bytes, so that what one took from another would be seen. */
  private static void work(Codec shared, int thread) {
    Random random = new Random(SEED + thread);
    for (int round = 0; round < 40; round++) {
      Coder coder = new Coder(Code.reedSolomon(3 + (round + thread) % 5, 2), shared);
      Shards shards = Shards.random(coder, random.nextInt(40_000), random.nextLong());
      assertThat(new Coder(coder.code(), new ScalarCodec()).verify(shards.data(), shards.parity()))
          .isEmpty();
      assertRecovers(coder, shards, List.of(round % 3, 4));
    }
  }

  /** Around the widths of registers, of cache lines and of the chunks that codecs work in. */
  @ParameterizedTest
  @MethodSource("sizes")
  void everySizeIsEncodedAndRecovered(int sizeBytes) {
    Coder coder = new Coder(Code.parse("rs-6-3"), codec());
    Shards shards = Shards.random(coder, sizeBytes, SEED);
    assertThat(shards.parity()).allSatisfy(parity -> assertIsLike(parity, shards));
    assertRecovers(coder, shards, List.of(0, 4, 7));
  }

  static IntStream sizes() {
    return IntStream.concat(
        IntStream.of(0, 1, 2, 3),
        IntStream.of(16, 32, 64, 128, 4096, 8192, 16384, 65536, 131072, 3 * 8192)
            .flatMap(width -> IntStream.of(width - 1, width, width + 1)));
  }

  @Test
  void rangeOfALostShardNeedsOnlyThatRangeOfTheOthers() {
    Coder coder = new Coder(Code.parse("rs-6-3"), codec());
    Shards shards = Shards.random(coder, 20_000, SEED);
    Recovery recovery = recovery(coder, shards.allBut(List.of(2)), List.of(2));
    Random random = new Random(SEED);
    for (int round = 0; round < 200; round++) {
      int offset = random.nextInt(20_000);
      int length = random.nextInt(20_000 - offset + 1);
      List<MemorySegment> ranges =
          shards.pick(recovery.sources()).stream().map(s -> s.asSlice(offset, length)).toList();
      List<MemorySegment> target = Shards.targets(1, length);
      coder.recover(recovery, ranges, target);
      assertThat(Shards.bytes(target.getFirst()))
          .isEqualTo(Shards.bytes(shards.all().get(2).asSlice(offset, length)));
    }
  }

  @Test
  void memoryOnAndOffTheHeapGivesTheSameBytes() {
    Coder coder = new Coder(Code.parse("rs-4-2"), codec());
    Shards onHeap = Shards.random(coder, 9_001, SEED);
    try (Arena arena = Arena.ofConfined()) {
      List<MemorySegment> data = new ArrayList<>(onHeap.data());
      data.set(1, Shards.offHeap(arena, data.get(1)));
      data.set(3, Shards.offHeap(arena, data.get(3)).asReadOnly());
      List<MemorySegment> parity =
          Shards.targets(2, 9_001).stream().map(s -> Shards.offHeap(arena, s)).toList();
      coder.encode(data, parity);
      for (int i = 0; i < parity.size(); i++) {
        assertThat(parity.get(i).mismatch(onHeap.parity().get(i))).isEqualTo(-1);
      }
    }
  }

  /** The kinds of memory that a codec may have a loop of its own for, and all of them in a call. */
  @Test
  void everyMixtureOfMemoryGivesTheSameBytes() {
    Coder coder = new Coder(Code.parse("rs-7-5"), codec());
    Shards onHeap = Shards.random(coder, 1_111, SEED);
    Random random = new Random(SEED);
    try (Arena arena = Arena.ofConfined()) {
      for (int round = 0; round < 30; round++) {
        List<MemorySegment> data =
            onHeap.data().stream().map(each -> elsewhere(arena, random.nextInt(4), each)).toList();
        List<MemorySegment> parity =
            Shards.targets(5, 1_111).stream()
                .map(each -> elsewhere(arena, random.nextInt(3), each))
                .toList();
        coder.encode(data, parity);
        for (int i = 0; i < parity.size(); i++) {
          assertThat(parity.get(i).mismatch(onHeap.parity().get(i))).isEqualTo(-1);
        }
      }
    }
  }

  private static MemorySegment elsewhere(Arena arena, int kind, MemorySegment segment) {
    return switch (kind) {
      case 0 -> segment;
      case 1 -> Shards.offHeap(arena, segment);
      case 2 ->
          MemorySegment.ofArray(new long[200]).asSlice(3, segment.byteSize()).copyFrom(segment);
      default -> segment.asReadOnly();
    };
  }

  @Test
  void everyAlignmentGivesTheSameBytes() {
    Coder coder = new Coder(Code.parse("rs-3-2"), codec());
    Shards shards = Shards.random(coder, 300, SEED);
    try (Arena arena = Arena.ofConfined()) {
      for (int shift = 0; shift < 128; shift++) {
        MemorySegment heap = MemorySegment.ofArray(new byte[300 + 128]);
        MemorySegment input = heap.asSlice(shift, 300).copyFrom(shards.all().get(0));
        MemorySegment output = arena.allocate(300 + 128, 128).asSlice(127 - shift, 300);
        coder.encode(
            List.of(input, shards.all().get(1), shards.all().get(2)),
            List.of(output, Shards.targets(1, 300).getFirst()));
        assertThat(output.mismatch(shards.parity().getFirst())).isEqualTo(-1);
      }
    }
  }

  @Test
  void bytesAroundTheTargetsStayAsTheyAre() {
    Coder coder = new Coder(Code.parse("rs-3-2"), codec());
    Shards shards = Shards.random(coder, 77, SEED);
    MemorySegment around = MemorySegment.ofArray(new byte[400]).fill((byte) 0x5a);
    coder.encode(shards.data(), List.of(around.asSlice(10, 77), around.asSlice(200, 77)));
    assertThat(around.asSlice(10, 77).mismatch(shards.parity().get(0))).isEqualTo(-1);
    assertThat(around.asSlice(200, 77).mismatch(shards.parity().get(1))).isEqualTo(-1);
    for (MemorySegment outside :
        List.of(around.asSlice(0, 10), around.asSlice(87, 113), around.asSlice(277))) {
      assertThat(Shards.bytes(outside)).containsOnly(0x5a);
    }
  }

  @Test
  void verifyFindsTheFirstWrongByteOfEachParityShard() {
    Coder coder = new Coder(Code.parse("rs-6-3"), codec());
    Shards shards = Shards.random(coder, 200_000, SEED);
    assertThat(coder.verify(shards.data(), shards.parity())).isEmpty();

    flip(shards.parity().get(2), 150_000);
    assertThat(coder.verify(shards.data(), shards.parity()))
        .containsExactly(new Mismatch(8, 150_000));

    flip(shards.data().get(5), 199_999);
    assertThat(coder.verify(shards.data(), shards.parity()))
        .containsExactly(
            new Mismatch(6, 199_999), new Mismatch(7, 199_999), new Mismatch(8, 150_000));
  }

  /** Many more of them with {@code -Dsatchel.erasure.rounds=N}. */
  @Test
  void seededRunsOfAnyCodeSizeAndLossComeBack() {
    Random random = new Random(SEED);
    for (int round = 0; round < Integer.getInteger("satchel.erasure.rounds", 300); round++) {
      int dataShards = 1 + random.nextInt(20);
      int parityShards = 1 + random.nextInt(6);
      Coder coder = new Coder(Code.reedSolomon(dataShards, parityShards), codec());
      Shards shards = Shards.random(coder, random.nextInt(3_000), random.nextLong());
      List<Integer> lost =
          random
              .ints(0, coder.code().totalShards())
              .distinct()
              .limit(1 + random.nextInt(parityShards))
              .boxed()
              .toList();
      assertRecovers(coder, shards, lost);
    }
  }

  private static void assertRecovers(Coder coder, Shards shards, List<Integer> lost) {
    Recovery recovery = recovery(coder, shards.allBut(lost), lost);
    List<MemorySegment> targets = Shards.targets(lost.size(), shards.all().getFirst().byteSize());
    coder.recover(recovery, shards.pick(recovery.sources()), targets);
    for (int i = 0; i < lost.size(); i++) {
      assertThat(targets.get(i).mismatch(shards.all().get(lost.get(i))))
          .as("shard %d of %s, lost %s", lost.get(i), coder.code(), lost)
          .isEqualTo(-1);
    }
  }

  private static Recovery recovery(Coder coder, List<Integer> left, List<Integer> wanted) {
    return ((Recoverable) coder.plan(left, wanted)).recovery();
  }

  /** Byte by byte from the definition, without a codec. */
  private static void assertIsLike(MemorySegment parity, Shards shards) {
    int row = shards.all().indexOf(parity);
    byte[] expected = new byte[(int) parity.byteSize()];
    for (int shard = 0; shard < shards.code().dataShards(); shard++) {
      byte[] data = Shards.bytes(shards.all().get(shard));
      int factor = shards.code().generator().at(row, shard);
      for (int i = 0; i < data.length; i++) {
        expected[i] ^= (byte) Field.multiply(factor, data[i] & 0xff);
      }
    }
    assertThat(Shards.bytes(parity)).isEqualTo(expected);
  }

  private static List<Integer> shardsOf(int pattern) {
    return IntStream.range(0, Integer.SIZE)
        .filter(shard -> (pattern >> shard & 1) == 1)
        .boxed()
        .toList();
  }

  private static void flip(MemorySegment segment, long offset) {
    byte old = segment.get(ValueLayout.JAVA_BYTE, offset);
    segment.set(ValueLayout.JAVA_BYTE, offset, (byte) (old ^ 1));
  }

  private static String sha256(MemorySegment segment) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Shards.bytes(segment));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
