package dev.satchel.erasure;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorSpecies;

/** Which vectors serve on this machine. */
final class VectorWidths {

  private static final int TRIAL_BYTES = 8 * 1024;
  private static final long TRIAL_NANOS = 500_000_000;

  /** A byte a nanosecond; kernels in registers reach dozens, the others not a tenth. */
  private static final long FAST_NANOS = TRIAL_BYTES;

  private VectorWidths() {}

  /** Those that the JVM has on this machine, widest first. */
  static List<VectorSpecies<Byte>> available() {
    int most = ByteVector.SPECIES_PREFERRED.vectorBitSize();
    return Stream.of(ByteVector.SPECIES_512, ByteVector.SPECIES_256, ByteVector.SPECIES_128)
        .filter(species -> species.vectorBitSize() <= most)
        .toList();
  }

  /** The widest of them in which the JVM can look up bytes. */
  static Optional<VectorSpecies<Byte>> best() {
    return available().stream().filter(VectorWidths::serves).findFirst();
  }

  /**
   * Some processors have vectors of 512 bits but no look-up of bytes in them (VBMI). The JVM does
   * not say; it calculates without registers then, and is so slow that a trial shows it.
   */
  private static boolean serves(VectorSpecies<Byte> species) {
    return !LookupTables.wide(species.length()) || isFast(VectorCodec.of(species));
  }

  private static boolean isFast(Codec codec) {
    Matrix coefficients = Matrix.vandermonde(1, 6);
    List<MemorySegment> inputs =
        Stream.generate(() -> MemorySegment.ofArray(new byte[TRIAL_BYTES])).limit(6).toList();
    List<MemorySegment> outputs = List.of(MemorySegment.ofArray(new byte[TRIAL_BYTES]));
    long begin = System.nanoTime();
    for (long now = begin; now - begin < TRIAL_NANOS; ) {
      codec.multiply(coefficients, inputs, outputs);
      long after = System.nanoTime();
      if (after - now < FAST_NANOS) {
        return true;
      }
      now = after;
    }
    return false;
  }
}
