package dev.satchel.erasure;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/**
 * The reference: one table look-up a byte and coefficient, in plain Java that runs anywhere.
 *
 * <p>It works on column chunks that stay in the first-level cache, through small arrays: the
 * compiler drops the bounds checks on those, which it does not for segments that may be heap or
 * native.
 */
public final class ScalarCodec implements Codec {

  /** Half of a first-level cache holds the chunk of one input and of one output. */
  private static final int CHUNK_BYTES = 8 * 1024;

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public void multiply(
      Matrix coefficients, List<MemorySegment> inputs, List<MemorySegment> outputs) {
    if (outputs.isEmpty()) {
      return;
    }
    long sizeBytes = outputs.getFirst().byteSize();
    int chunkBytes = (int) Math.min(CHUNK_BYTES, sizeBytes);
    byte[] input = new byte[chunkBytes];
    byte[][] sums = new byte[outputs.size()][chunkBytes];
    for (long offset = 0; offset < sizeBytes; offset += chunkBytes) {
      int length = (int) Math.min(chunkBytes, sizeBytes - offset);
      for (byte[] sum : sums) {
        Arrays.fill(sum, (byte) 0);
      }
      for (int column = 0; column < inputs.size(); column++) {
        MemorySegment.copy(inputs.get(column), ValueLayout.JAVA_BYTE, offset, input, 0, length);
        for (int row = 0; row < sums.length; row++) {
          addProducts(Products.of(coefficients.at(row, column)), input, sums[row], length);
        }
      }
      for (int row = 0; row < sums.length; row++) {
        MemorySegment.copy(sums[row], 0, outputs.get(row), ValueLayout.JAVA_BYTE, offset, length);
      }
    }
  }

  private static void addProducts(byte[] products, byte[] input, byte[] sum, int length) {
    for (int i = 0; i < length; i++) {
      sum[i] ^= products[input[i] & 0xff];
    }
  }
}
