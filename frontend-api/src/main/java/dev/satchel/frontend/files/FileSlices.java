package dev.satchel.frontend.files;

import dev.satchel.contract.BlockHash;
import dev.satchel.frontend.http.ByteRange;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;

/** Decides which parts of which blocks make a range of a file. Pure but for the lengths it asks. */
final class FileSlices {

  /** A part of a block. */
  record Slice(BlockHash block, int offset, int lengthBytes) {}

  private FileSlices() {}

  /**
   * The slices of the range, in order.
   *
   * @param lengthOf the length of a block, asked only of those up to the end of the range
   * @throws IllegalStateException if the blocks do not make a file of the length that it should
   *     have
   */
  static List<Slice> of(
      List<BlockHash> blocks, ByteRange range, Function<BlockHash, OptionalInt> lengthOf) {
    List<Slice> slices = new ArrayList<>();
    long end = range.first() + range.lengthBytes();
    long position = 0;
    for (BlockHash block : blocks) {
      if (position >= end) {
        break;
      }
      int length =
          lengthOf
              .apply(block)
              .orElseThrow(() -> new IllegalStateException("no length of block " + block));
      long from = Math.max(position, range.first());
      long to = Math.min(position + length, end);
      if (from < to) {
        slices.add(new Slice(block, (int) (from - position), (int) (to - from)));
      }
      position += length;
    }
    if (position < end) {
      throw new IllegalStateException("the blocks end at " + position + ", the range at " + end);
    }
    return slices;
  }
}
