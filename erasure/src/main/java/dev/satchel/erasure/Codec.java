package dev.satchel.erasure;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * The loop over bytes that everything here comes down to.
 *
 * <p>Every implementation gives the same bytes on every input. They are stateless, and any number
 * of threads may use one at the same time.
 */
public interface Codec {

  /** What an operator calls it. */
  String name();

  /**
   * Sets byte j of {@code outputs[i]} to the sum over all s of {@code coefficients[i][s]} times
   * byte j of {@code inputs[s]}, for every i and j.
   *
   * <p>The caller has checked that there is an output for each row and an input for each column,
   * that all segments are of one size and that no output overlaps another segment.
   *
   * @param coefficients one row an output, one column an input
   * @param inputs heap or native, read only
   * @param outputs heap or native; what they held does not matter
   */
  void multiply(Matrix coefficients, List<MemorySegment> inputs, List<MemorySegment> outputs);
}
