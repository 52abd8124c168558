package dev.satchel.erasure;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Optional;
import jdk.incubator.vector.VectorSpecies;

/**
 * By the Vector API: products are looked up in registers, some dozens of bytes at a time.
 *
 * <p>{@link LookupTables} says how a product becomes look-ups, {@link PassPlanner} how a matrix
 * becomes passes over the data, {@link VectorKernel} has the loops.
 *
 * <p>Memory off the heap is accessed by its address, after one check of each segment. So besides
 * what {@link Codec} asks for, the caller keeps shared arenas open until the call returns.
 *
 * <p>Until the JVM has compiled a kernel, within the first second of its use, it is slower than
 * {@link ScalarCodec}.
 */
public final class VectorCodec implements Codec {

  /**
   * Columns of a pass. What one pass wrote should still be in some cache for the next one; but
   * memory is read at full speed only along long ranges. Measured: with the outputs of a pass in
   * the third-level cache it is up to a fifth faster than with those in the second.
   */
  private static final int BLOCK_BYTES = 512 * 1024;

  private final VectorSpecies<Byte> species;
  private final ScalarCodec tail = new ScalarCodec();

  private VectorCodec(VectorSpecies<Byte> species) {
    this.species = species;
  }

  /**
   * With the widest vectors that serve on this machine; empty without the module {@code
   * jdk.incubator.vector}, or where the JVM has no vectors. Takes a part of a second.
   */
  public static Optional<VectorCodec> ifSupported() {
    boolean present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    return present ? VectorWidths.best().map(VectorCodec::new) : Optional.empty();
  }

  /** With those vectors, whatever this machine makes of them. */
  static VectorCodec of(VectorSpecies<Byte> species) {
    return new VectorCodec(species);
  }

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public void multiply(
      Matrix coefficients, List<MemorySegment> inputs, List<MemorySegment> outputs) {
    if (outputs.isEmpty()) {
      return;
    }
    long sizeBytes = outputs.getFirst().byteSize();
    inputs.forEach(input -> requireReadable(input, sizeBytes));
    outputs.forEach(output -> requireWritable(output, sizeBytes));
    try {
      long wholeBytes = inputs.isEmpty() ? 0 : sizeBytes - sizeBytes % species.length();
      if (wholeBytes > 0) {
        run(PassPlanner.plan(coefficients, species, inputs, outputs), wholeBytes);
      }
      tail.multiply(coefficients, from(inputs, wholeBytes), from(outputs, wholeBytes));
    } finally {
      // The kernels know addresses, which keep no memory alive.
      Reference.reachabilityFence(inputs);
      Reference.reachabilityFence(outputs);
    }
  }

  private static void run(Pass[] passes, long sizeBytes) {
    for (long from = 0; from < sizeBytes; from += BLOCK_BYTES) {
      int length = (int) Math.min(BLOCK_BYTES, sizeBytes - from);
      for (Pass pass : passes) {
        pass.kernel().run(pass, from, length);
      }
    }
  }

  /** The segment's own access checks size, thread and whether it is open. */
  private static void requireReadable(MemorySegment segment, long sizeBytes) {
    if (sizeBytes > 0) {
      segment.get(ValueLayout.JAVA_BYTE, sizeBytes - 1);
    }
  }

  /** The same, and that it may be written; what it held does not matter. */
  private static void requireWritable(MemorySegment segment, long sizeBytes) {
    if (sizeBytes > 0) {
      segment.set(ValueLayout.JAVA_BYTE, sizeBytes - 1, (byte) 0);
    }
  }

  private static List<MemorySegment> from(List<MemorySegment> segments, long offset) {
    return segments.stream().map(segment -> segment.asSlice(offset)).toList();
  }

  /** Its name and its vectors: {@code vector of 512 bits}. */
  @Override
  public String toString() {
    return "%s of %d bits".formatted(name(), species.vectorBitSize());
  }
}
