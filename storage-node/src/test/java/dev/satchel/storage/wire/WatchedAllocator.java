package dev.satchel.storage.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;

/** Knows how much of what it gave out is held, and was held at most. One thread. */
public final class WatchedAllocator extends AbstractByteBufAllocator {

  private static final int PAGE_BYTES = 4096;

  private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(true, true);
  private long mostBytes;

  public WatchedAllocator() {
    super(true);
  }

  @Override
  protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
    return initialCapacity == maxCapacity && initialCapacity >= PAGE_BYTES
        ? pageAligned(initialCapacity)
        : noted(memory.directBuffer(initialCapacity, maxCapacity));
  }

  /** As the allocator of a node does with payloads; takes a page more. */
  private ByteBuf pageAligned(int lengthBytes) {
    ByteBuf room = noted(memory.directBuffer(lengthBytes + PAGE_BYTES));
    int overhang = room.nioBuffer(0, 1).alignmentOffset(0, PAGE_BYTES);
    return room.slice((PAGE_BYTES - overhang) % PAGE_BYTES, lengthBytes).clear();
  }

  @Override
  protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
    return noted(memory.heapBuffer(initialCapacity, maxCapacity));
  }

  private ByteBuf noted(ByteBuf buffer) {
    mostBytes = Math.max(mostBytes, heldBytes());
    return buffer;
  }

  private long heldBytes() {
    return memory.metric().usedDirectMemory() + memory.metric().usedHeapMemory();
  }

  @Override
  public boolean isDirectBufferPooled() {
    return false;
  }

  /** Everything was given back, and it was never more than a bound. */
  public void checkNothingIsHeld(long boundBytes) {
    assertThat(heldBytes()).as("bytes that leaked").isZero();
    assertThat(mostBytes).as("bytes held at once").isLessThanOrEqualTo(boundBytes);
  }
}
