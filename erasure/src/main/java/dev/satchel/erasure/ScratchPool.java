package dev.satchel.erasure;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Blocks of native memory that outlive a call, so that the next one need not ask the system. */
final class ScratchPool {

  private static final int ALIGNMENT_BYTES = 64;

  private final int blockBytes;
  private final BlockingQueue<MemorySegment> idle;

  /** Keeps at most {@code maxIdle} blocks that nobody uses. */
  ScratchPool(int blockBytes, int maxIdle) {
    this.blockBytes = blockBytes;
    this.idle = new ArrayBlockingQueue<>(maxIdle);
  }

  /** A block that is the caller's until it is given back; it holds garbage. */
  MemorySegment take() {
    MemorySegment block = idle.poll();
    return block == null ? Arena.ofAuto().allocate(blockBytes, ALIGNMENT_BYTES) : block;
  }

  /** Takes a block back; one too many is freed. */
  void giveBack(MemorySegment block) {
    idle.offer(block);
  }
}
