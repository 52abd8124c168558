package dev.satchel.storage.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;

/** Knows how much of what it gave out is held, and was held at most. One thread. */
public final class WatchedAllocator extends AbstractByteBufAllocator {

  private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(true, true);
  private long mostBytes;

  public WatchedAllocator() {
    super(true);
  }

  @Override
  protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
    return noted(memory.directBuffer(initialCapacity, maxCapacity));
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
