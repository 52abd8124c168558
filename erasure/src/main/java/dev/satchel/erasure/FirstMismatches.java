package dev.satchel.erasure;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The first wrong byte of each parity shard, gathered over ranges that come in order. */
final class FirstMismatches {

  private final int firstParity;
  private final SortedMap<Integer, Mismatch> byShard = new TreeMap<>();

  FirstMismatches(Code code) {
    this.firstParity = code.dataShards();
  }

  /** Compares a range of each parity shard, in order, that begins at {@code offset}. */
  void compare(List<MemorySegment> parity, List<MemorySegment> expected, long offset) {
    for (int i = 0; i < parity.size(); i++) {
      long at = expected.get(i).mismatch(parity.get(i));
      if (at >= 0) {
        int shard = firstParity + i;
        byShard.putIfAbsent(shard, new Mismatch(shard, offset + at));
      }
    }
  }

  /** At most one a parity shard, in order. */
  List<Mismatch> found() {
    return List.copyOf(byShard.values());
  }
}
