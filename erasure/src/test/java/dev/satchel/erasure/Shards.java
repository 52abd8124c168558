package dev.satchel.erasure;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** A stripe for tests: the shards of one code, filled from a seed and encoded. */
record Shards(Code code, List<MemorySegment> all) {

  static Shards random(Coder coder, int sizeBytes, long seed) {
    Random random = new Random(seed);
    List<MemorySegment> all = new ArrayList<>();
    for (int i = 0; i < coder.code().totalShards(); i++) {
      byte[] bytes = new byte[sizeBytes];
      random.nextBytes(bytes);
      all.add(MemorySegment.ofArray(bytes));
    }
    Shards shards = new Shards(coder.code(), all);
    coder.encode(shards.data(), shards.parity());
    return shards;
  }

  List<MemorySegment> data() {
    return all.subList(0, code.dataShards());
  }

  List<MemorySegment> parity() {
    return all.subList(code.dataShards(), all.size());
  }

  List<MemorySegment> pick(List<Integer> shards) {
    return shards.stream().map(all::get).toList();
  }

  List<Integer> allBut(List<Integer> lost) {
    return IntStream.range(0, all.size()).boxed().filter(shard -> !lost.contains(shard)).toList();
  }

  /** Segments of garbage to calculate into. */
  static List<MemorySegment> targets(int count, long sizeBytes) {
    List<MemorySegment> targets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] garbage = new byte[(int) sizeBytes];
      new Random(i).nextBytes(garbage);
      targets.add(MemorySegment.ofArray(garbage));
    }
    return targets;
  }

  /** The same bytes off the heap, at an address that is odd. */
  static MemorySegment offHeap(Arena arena, MemorySegment segment) {
    MemorySegment copy = arena.allocate(segment.byteSize() + 16, 16).asSlice(5, segment.byteSize());
    return copy.copyFrom(segment);
  }

  static byte[] bytes(MemorySegment segment) {
    return segment.toArray(ValueLayout.JAVA_BYTE);
  }
}
