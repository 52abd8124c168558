package dev.satchel.storage.disk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes that touch, in the order of their positions: to a device they are one.
 *
 * @param writes at least one; each begins where the one before it ends
 */
record WriteRun(List<PageWrite> writes) {

  /** All of {@code writes}, which do not overlap, in as few runs as possible. */
  static List<WriteRun> of(List<PageWrite> writes) {
    List<PageWrite> inOrder = new ArrayList<>(writes);
    inOrder.sort(Comparator.comparingLong(PageWrite::position));
    List<WriteRun> runs = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= inOrder.size(); i++) {
      if (i == inOrder.size() || !touch(inOrder.get(i - 1), inOrder.get(i))) {
        runs.add(new WriteRun(inOrder.subList(from, i)));
        from = i;
      }
    }
    return runs;
  }

  private static boolean touch(PageWrite write, PageWrite next) {
    return write.position() + write.source().remaining() == next.position();
  }

  /** Where it begins. */
  long position() {
    return writes.getFirst().position();
  }

  int size() {
    return writes.size();
  }

  /** So many bytes of it were written; those are behind the position of their sources. */
  void advance(long writtenBytes) {
    long left = writtenBytes;
    for (PageWrite write : writes) {
      int count = (int) Math.min(left, write.source().remaining());
      write.source().position(write.source().position() + count);
      left -= count;
    }
  }

  void fail(IOException reason) {
    writes.forEach(write -> write.fail(reason));
  }
}
