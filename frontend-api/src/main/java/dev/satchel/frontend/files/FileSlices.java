package dev.satchel.frontend.files;

import dev.satchel.contract.BlockHash;
import dev.satchel.frontend.http.ByteRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Decides which parts of which blocks make a range of a file. Pure but for the lengths it asks. */
final class FileSlices {

  /** A part of a block. */
  record Slice(BlockHash block, int offset, int lengthBytes) {}

  private FileSlices() {}

  /**
   * The slices of the range, in order; none if the blocks are seen not to make a file of the length
   * that it should have.
   *
   * @param lengthOf the length of a block, asked only of those up to the end of the range
   */
  static Optional<List<Slice>> of(
      List<BlockHash> blocks, ByteRange range, ToIntFunction<BlockHash> lengthOf) {
    List<Slice> slices = new ArrayList<>();
    long end = range.first() + range.lengthBytes();
    long position = 0;
    int next = 0;
    for (; next < blocks.size() && position < end; next++) {
      BlockHash block = blocks.get(next);
      int length = lengthOf.applyAsInt(block);
      long from = Math.max(position, range.first());
      long to = Math.min(position + length, end);
      if (from < to) {
        slices.add(new Slice(block, (int) (from - position), (int) (to - from)));
      }
      position += length;
    }
    boolean allBlocks = next == blocks.size();
    boolean fits = allBlocks ? position == range.totalBytes() : position < range.totalBytes();
    return fits ? Optional.of(slices) : Optional.empty();
  }
}
