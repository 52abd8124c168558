package dev.satchel.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CodecsTest {

  private static final int SEED = 20261122;

  @Test
  void scalarCodecIsAlwaysThere() {
    assertThat(Codecs.available()).extracting(Codec::name).endsWith("scalar");
  }

  @Test
  void chosenCodecIsOfThoseThatAreAvailableAndSaidOnce() {
    List<String> said = new ArrayList<>();
    Codec chosen = Codecs.choose(Optional.empty(), said::add);
    // Where each wins for another count of outputs, it is made of both.
    assertThat(Codecs.available()).extracting(Codec::name).contains(chosen.name().split("\\+"));
    int sentences = said.size();
    assertThat(said.getLast()).startsWith("erasure codec " + chosen.name() + " (");
    assertThat(Codecs.choose(Optional.empty(), said::add)).isSameAs(chosen);
    assertThat(said).hasSize(sentences);
  }

  @Test
  void everyAvailableCodecCanBeForced() {
    for (Codec codec : Codecs.available()) {
      assertThat(Codecs.choose(Optional.of(codec.name()), _ -> {}).name()).isEqualTo(codec.name());
    }
  }

  @Test
  void unknownNameIsRefusedWithAListOfThoseThatWouldDo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Codecs.choose(Optional.of("gpu"), _ -> {}))
        .withMessageStartingWith("unknown erasure codec 'gpu'; available are: ")
        .withMessageEndingWith("scalar");
  }

  /** Any matrix, zeros among its elements, at any alignment, on the heap and off it. */
  @Test
  void allCodecsGiveTheSameBytes() {
    Random random = new Random(SEED);
    for (int round = 0; round < Integer.getInteger("satchel.erasure.rounds", 300); round++) {
      Matrix matrix = randomMatrix(random);
      int sizeBytes = random.nextInt(round % 20 == 0 ? 70_000 : 2_000);
      try (Arena arena = Arena.ofConfined()) {
        List<MemorySegment> inputs = segments(matrix.columnCount(), sizeBytes, random, arena);
        List<MemorySegment> expected = segments(matrix.rowCount(), sizeBytes, random, arena);
        new ScalarCodec().multiply(matrix, inputs, expected);
        for (Codec codec : Codecs.available()) {
          List<MemorySegment> outputs = segments(matrix.rowCount(), sizeBytes, random, arena);
          codec.multiply(matrix, inputs, outputs);
          for (int i = 0; i < outputs.size(); i++) {
            assertThat(outputs.get(i).mismatch(expected.get(i)))
                .as("%s, round %d of seed %d, output %d", codec.name(), round, SEED, i)
                .isEqualTo(-1);
          }
        }
      }
    }
  }

  private static Matrix randomMatrix(Random random) {
    byte[][] rows = new byte[1 + random.nextInt(8)][1 + random.nextInt(24)];
    for (int row = 0; row < rows.length; row++) {
      byte[] elements = new byte[rows[0].length];
      random.nextBytes(elements);
      elements[random.nextInt(elements.length)] = (byte) random.nextInt(2);
      rows[row] = elements;
    }
    return Matrix.of(rows);
  }

  private static List<MemorySegment> segments(
      int count, int sizeBytes, Random random, Arena arena) {
    return IntStream.range(0, count).mapToObj(_ -> segment(sizeBytes, random, arena)).toList();
  }

  private static MemorySegment segment(int sizeBytes, Random random, Arena arena) {
    int start = random.nextInt(64);
    byte[] bytes = new byte[start + sizeBytes];
    random.nextBytes(bytes);
    MemorySegment onHeap = MemorySegment.ofArray(bytes);
    MemorySegment memory =
        random.nextBoolean() ? onHeap : arena.allocate(bytes.length, 64).copyFrom(onHeap);
    return memory.asSlice(start, sizeBytes);
  }
}
