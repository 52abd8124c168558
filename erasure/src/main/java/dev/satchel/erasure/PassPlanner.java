package dev.satchel.erasure;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.VectorSpecies;

/**
 * Cuts a multiplication into passes that kernels can do, for any number of inputs and outputs.
 *
 * <p>A pass has inputs of one kind and outputs of one kind; a call may mix them. For each output,
 * the first pass sets it and the others add to it.
 */
final class PassPlanner {

  private final Matrix coefficients;
  private final VectorSpecies<Byte> species;
  private final List<Operand> inputs;
  private final List<Operand> outputs;
  private final List<Pass> passes = new ArrayList<>();

  private PassPlanner(
      Matrix coefficients,
      VectorSpecies<Byte> species,
      List<MemorySegment> inputs,
      List<MemorySegment> outputs) {
    this.coefficients = coefficients;
    this.species = species;
    this.inputs = inputs.stream().map(Operand::of).toList();
    this.outputs = outputs.stream().map(Operand::of).toList();
  }

  /** The passes, in the order in which they are to be done for each range of columns. */
  static Pass[] plan(
      Matrix coefficients,
      VectorSpecies<Byte> species,
      List<MemorySegment> inputs,
      List<MemorySegment> outputs) {
    PassPlanner planner = new PassPlanner(coefficients, species, inputs, outputs);
    for (Access access : Access.values()) {
      for (int[] rows : parts(ofKind(planner.outputs, access), Kernel.MOST_OUTPUTS)) {
        planner.addPasses(rows);
      }
    }
    return planner.passes.toArray(Pass[]::new);
  }

  private void addPasses(int[] rows) {
    int most = Kernel.steps(rows.length) * LookupTables.stepInputs(species.length());
    boolean adds = false;
    for (Access access : Access.values()) {
      for (int[] columns : parts(ofKind(inputs, access), most)) {
        passes.add(pass(rows, columns, adds));
        adds = true;
      }
    }
  }

  private Pass pass(int[] rows, int[] columns, boolean adds) {
    Operand[] targets = Arrays.stream(rows).mapToObj(outputs::get).toArray(Operand[]::new);
    int steps = Kernel.steps(rows.length);
    int stepInputs = LookupTables.stepInputs(species.length());
    Operand[] sources = new Operand[steps * Kernel.STEP_OPERANDS];
    Arrays.fill(sources, inputs.get(columns[0]));
    for (int i = 0; i < columns.length; i++) {
      int step = i / stepInputs;
      sources[step * Kernel.STEP_OPERANDS + i % stepInputs] = inputs.get(columns[i]);
    }
    Kernel.Traits traits =
        new Kernel.Traits(species, sources[0].access(), targets[0].access(), adds);
    return new Pass(VectorKernels.of(traits), tables(rows, columns, steps), sources, targets);
  }

  private byte[] tables(int[] rows, int[] columns, int steps) {
    int stepInputs = LookupTables.stepInputs(species.length());
    int stepBytes = LookupTables.STEP_TABLES * species.length();
    byte[] tables = new byte[rows.length * steps * stepBytes];
    byte[] factors = new byte[stepInputs];
    int offset = 0;
    for (int row : rows) {
      for (int step = 0; step < steps; step++) {
        for (int i = 0; i < stepInputs; i++) {
          int column = step * stepInputs + i;
          factors[i] = column < columns.length ? (byte) coefficients.at(row, columns[column]) : 0;
        }
        LookupTables.write(factors, species.length(), tables, offset);
        offset += stepBytes;
      }
    }
    return tables;
  }

  private static int[] ofKind(List<Operand> operands, Access access) {
    int[] all = new int[operands.size()];
    int count = 0;
    for (int i = 0; i < all.length; i++) {
      if (operands.get(i).access() == access) {
        all[count++] = i;
      }
    }
    return Arrays.copyOf(all, count);
  }

  /** As few parts as possible, and those of about one size. */
  private static List<int[]> parts(int[] all, int most) {
    int count = Math.ceilDiv(all.length, most);
    List<int[]> parts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      parts.add(Arrays.copyOfRange(all, i * all.length / count, (i + 1) * all.length / count));
    }
    return parts;
  }
}
