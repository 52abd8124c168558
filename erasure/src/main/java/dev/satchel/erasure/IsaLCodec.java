package dev.satchel.erasure;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Optional;

/**
 * Intel's ISA-L, where {@code libisal.so.2} is installed.
 *
 * <p>It works on native memory where that lies. Memory on the heap may be moved at any moment, so
 * the library never sees its address: it is copied, in pieces that stay in the second-level cache.
 * (A downcall can pin the heap instead, but only for arrays that are arguments themselves. So it
 * would take one call for each input, which adds to every output again and again; measured, that
 * was not faster for the three or four outputs of an encoding, and it holds up the collector.)
 */
public final class IsaLCodec implements Codec {

  /**
   * Columns of a call. The library counts in an {@code int}; ranges of this size were measured some
   * per cent faster than shards of 1 MiB at once.
   */
  private static final int CALL_BYTES = 128 * 1024;

  /** As much as a second-level cache holds, for the pieces of all heap segments of a call. */
  private static final int SCRATCH_BYTES = 1 << 20;

  private static final int MAX_PIECE_BYTES = 64 * 1024;
  private static final int LINE_BYTES = 64;
  private static final long MAX_TABLE_BYTES = 4 << 20;

  private static final Optional<IsaLCodec> INSTALLED =
      IsaL.load().map(library -> new IsaLCodec(library, CALL_BYTES));

  private final IsaL library;
  private final IsaLTables tables;
  private final ScratchPool scratch;
  private final int callBytes;

  /** {@code callBytes} is a multiple of {@value #LINE_BYTES}; tests make it small. */
  IsaLCodec(IsaL library, int callBytes) {
    this.library = library;
    this.tables = new IsaLTables(library, MAX_TABLE_BYTES);
    this.scratch = new ScratchPool(SCRATCH_BYTES, Runtime.getRuntime().availableProcessors());
    this.callBytes = callBytes;
  }

  /** The codec, unless the library is missing or this program may not call native code. */
  public static Optional<IsaLCodec> installed() {
    return INSTALLED;
  }

  @Override
  public String name() {
    return "isa-l";
  }

  @Override
  public void multiply(
      Matrix coefficients, List<MemorySegment> inputs, List<MemorySegment> outputs) {
    Fit.require(coefficients, inputs, outputs);
    if (outputs.isEmpty() || outputs.getFirst().byteSize() == 0) {
      return;
    }
    if (inputs.isEmpty()) {
      outputs.forEach(output -> output.fill((byte) 0));
      return;
    }
    long onHeap = countOnHeap(inputs) + countOnHeap(outputs);
    if (onHeap == 0) {
      multiply(coefficients, inputs, outputs, MemorySegment.NULL, callBytes);
      return;
    }
    int pieceBytes = (int) Math.min(MAX_PIECE_BYTES, SCRATCH_BYTES / onHeap & -LINE_BYTES);
    MemorySegment block = scratch.take();
    try {
      multiply(coefficients, inputs, outputs, block, pieceBytes);
    } finally {
      scratch.giveBack(block);
    }
  }

  private void multiply(
      Matrix coefficients,
      List<MemorySegment> inputs,
      List<MemorySegment> outputs,
      MemorySegment block,
      int pieceBytes) {
    MemorySegment table = tables.of(coefficients);
    SegmentAllocator allocator = SegmentAllocator.slicingAllocator(block);
    List<Staged> sources = staged(inputs, allocator, pieceBytes);
    List<Staged> targets = staged(outputs, allocator, pieceBytes);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment addresses =
          arena.allocate(ValueLayout.JAVA_LONG, (long) sources.size() + targets.size());
      long sizeBytes = outputs.getFirst().byteSize();
      for (long offset = 0; offset < sizeBytes; offset += pieceBytes) {
        int length = (int) Math.min(pieceBytes, sizeBytes - offset);
        for (int i = 0; i < sources.size(); i++) {
          sources.get(i).load(offset, length);
          addresses.setAtIndex(ValueLayout.JAVA_LONG, i, sources.get(i).address(offset));
        }
        for (int i = 0; i < targets.size(); i++) {
          addresses.setAtIndex(
              ValueLayout.JAVA_LONG, sources.size() + i, targets.get(i).address(offset));
        }
        library.encodeData(length, sources.size(), targets.size(), table, addresses);
        for (Staged target : targets) {
          target.store(offset, length);
        }
      }
    } finally {
      // The library knew them by address only.
      Reference.reachabilityFence(inputs);
      Reference.reachabilityFence(outputs);
    }
  }

  private static List<Staged> staged(
      List<MemorySegment> segments, SegmentAllocator scratch, int pieceBytes) {
    return segments.stream().map(segment -> Staged.of(segment, scratch, pieceBytes)).toList();
  }

  private static long countOnHeap(List<MemorySegment> segments) {
    return segments.stream().filter(segment -> !segment.isNative()).count();
  }
}
