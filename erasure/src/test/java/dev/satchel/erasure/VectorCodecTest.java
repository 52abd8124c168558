package dev.satchel.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorSpecies;
import org.junit.jupiter.api.Test;

final class VectorCodecTest {

  private static final int SEED = 20261122;
  private static final Matrix ONE = Matrix.of(new byte[][] {{1}});

  private final Codec codec = VectorCodec.ifSupported().orElseThrow();

  @Test
  void takesTheWidestVectorsThatServe() {
    List<VectorSpecies<Byte>> all =
        List.of(ByteVector.SPECIES_512, ByteVector.SPECIES_256, ByteVector.SPECIES_128);
    assertThat(VectorWidths.best(all, () -> true)).contains(ByteVector.SPECIES_512);
    assertThat(VectorWidths.best(all, () -> false)).contains(ByteVector.SPECIES_256);
    assertThat(VectorWidths.best(List.of(ByteVector.SPECIES_512), () -> false)).isEmpty();
  }

  @Test
  void vectorsOf512BitsAreTriedOutOnlyWhereThereAreSuch() {
    List<VectorSpecies<Byte>> narrow = List.of(ByteVector.SPECIES_256, ByteVector.SPECIES_128);
    assertThat(VectorWidths.best(narrow, () -> fail("tried out"))).contains(ByteVector.SPECIES_256);
  }

  @Test
  void saysHowWideItsVectorsAre() {
    assertThat(VectorCodec.of(ByteVector.SPECIES_256)).hasToString("vector of 256 bits");
  }

  /** What lies beyond the columns of one pass, in the place and in the amount that it should. */
  @Test
  void shardsOfSeveralBlocksAreMultipliedToTheirEnd() {
    Coder coder = new Coder(Code.parse("rs-4-2"), codec);
    Shards shards = Shards.random(coder, 3 * 512 * 1024 + 77, SEED);
    assertThat(new Coder(coder.code(), new ScalarCodec()).verify(shards.data(), shards.parity()))
        .isEmpty();
  }

  @Test
  void closedMemoryIsRefused() {
    MemorySegment closed;
    try (Arena arena = Arena.ofConfined()) {
      closed = arena.allocate(100);
    }
    MemorySegment open = MemorySegment.ofArray(new byte[100]);
    assertThatThrownBy(() -> codec.multiply(ONE, List.of(closed), List.of(open)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> codec.multiply(ONE, List.of(open), List.of(closed)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void outputThatIsReadOnlyIsRefused() {
    MemorySegment input = MemorySegment.ofArray(new byte[100]);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment output = arena.allocate(100).asReadOnly();
      assertThatThrownBy(() -> codec.multiply(ONE, List.of(input), List.of(output)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void memoryThatIsTooShortIsRefused() {
    MemorySegment output = MemorySegment.ofArray(new byte[100]);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment input = arena.allocate(99);
      assertThatThrownBy(() -> codec.multiply(ONE, List.of(input), List.of(output)))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void jvmWithoutTheModuleHasNoVectorCodec() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes(VectorCodec.class) + File.pathSeparator + classes(Probe.class),
                Probe.class.getName())
            .redirectErrorStream(true)
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(new String(process.getInputStream().readAllBytes())).isEqualTo("supported: false");
  }

  private static String classes(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  /** Run by {@link #jvmWithoutTheModuleHasNoVectorCodec}. */
  static final class Probe {
    private Probe() {}

    public static void main(String... arguments) {
      System.out.print("supported: " + VectorCodec.ifSupported().isPresent());
    }
  }
}
