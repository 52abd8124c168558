package dev.satchel.erasure;

import jdk.incubator.vector.VectorSpecies;

/** A loop that does one {@link Pass}. */
interface Kernel {

  /** How many outputs a pass has at most. */
  int MOST_OUTPUTS = 4;

  /** How many inputs a step of a pass has; shorter vectors use but two of them. */
  int STEP_OPERANDS = 3;

  /**
   * What a kernel is made for.
   *
   * @param species the vectors
   * @param inputs how to reach all of them
   * @param outputs how to reach all of them
   * @param adds whether the outputs hold a sum already, rather than anything
   */
  record Traits(VectorSpecies<Byte> species, Access inputs, Access outputs, boolean adds) {}

  /** How many steps, see {@link LookupTables}, a pass with so many outputs has. */
  static int steps(int outputs) {
    return outputs == 1 ? 2 : 1;
  }

  /**
   * Does it for the columns from {@code from}.
   *
   * @param length a multiple of the kernel's vector, within every operand
   */
  void run(Pass pass, long from, int length);
}
