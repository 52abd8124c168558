package dev.satchel.erasure;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorSpecies;

/** Which vectors serve on this machine. */
final class VectorWidths {

  private static final int TRIAL_BYTES = 8 * 1024;
  private static final long TRIAL_NANOS = 3_000_000_000L;

  /** A byte a nanosecond: in registers it is dozens of them, without not a tenth. */
  private static final long FAST_NANOS = TRIAL_BYTES;

  private VectorWidths() {}

  /** Those that the JVM has on this machine, widest first. */
  static List<VectorSpecies<Byte>> available() {
    int most = ByteVector.SPECIES_PREFERRED.vectorBitSize();
    return Stream.of(ByteVector.SPECIES_512, ByteVector.SPECIES_256, ByteVector.SPECIES_128)
        .filter(species -> species.vectorBitSize() <= most)
        .toList();
  }

  /** The widest that serves on this machine. */
  static Optional<VectorSpecies<Byte>> best() {
    return best(available(), () -> LooksUpIn512.OUTCOME);
  }

  /**
   * The first of them in which the JVM can look up bytes.
   *
   * <p>Some processors have vectors of 512 bits but no look-up of bytes in them (VBMI). The JVM
   * does not say; it calculates without registers then, and is so slow that a trial shows it.
   *
   * @param looksUpIn512 asked only if it matters
   */
  static Optional<VectorSpecies<Byte>> best(
      List<VectorSpecies<Byte>> widestFirst, BooleanSupplier looksUpIn512) {
    return widestFirst.stream()
        .filter(species -> species != ByteVector.SPECIES_512 || looksUpIn512.getAsBoolean())
        .findFirst();
  }

  /** The trial, once in a process: until the loop is compiled, it is slow in any case. */
  private static final class LooksUpIn512 {

    private static final VectorSpecies<Byte> SPECIES = ByteVector.SPECIES_512;

    static final boolean OUTCOME = outcome();

    private static boolean outcome() {
      byte[] bytes = new byte[TRIAL_BYTES];
      long begin = System.nanoTime();
      for (long now = begin; now - begin < TRIAL_NANOS; ) {
        lookUp(bytes);
        long after = System.nanoTime();
        if (after - now < FAST_NANOS) {
          return true;
        }
        now = after;
      }
      return false;
    }

    private static void lookUp(byte[] bytes) {
      ByteVector table = ByteVector.broadcast(SPECIES, 1);
      for (int i = 0; i < bytes.length; i += SPECIES.length()) {
        ByteVector.fromArray(SPECIES, bytes, i).selectFrom(table).intoArray(bytes, i);
      }
    }
  }
}
