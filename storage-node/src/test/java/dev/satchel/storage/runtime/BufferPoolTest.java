package dev.satchel.storage.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import org.agrona.BufferUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BufferPoolTest {

  private final BufferPool pool = new BufferPool(10 << 20);

  @ParameterizedTest
  @ValueSource(ints = {1, 4096, 40_000, 4 << 20, (4 << 20) + 4096, (16 << 20) + 4096})
  void bufferIsEmptyDirectAlignedAndOfTheLengthAskedFor(int lengthBytes) {
    ByteBuf buffer = pool.take(lengthBytes);

    assertThat(buffer.capacity()).isEqualTo(lengthBytes);
    assertThat(buffer.maxCapacity()).isEqualTo(lengthBytes);
    assertThat(buffer.readableBytes()).isZero();
    assertThat(BufferUtil.address(buffer.nioBuffer(0, 1)) % 4096).isZero();
    buffer.release();
  }

  @Test
  void releasedMemoryIsUsedAgain() {
    ByteBuf first = pool.take(4 << 20);
    long address = BufferUtil.address(first.nioBuffer(0, 1));
    ByteBuf view = first.retainedSlice(10, 10);
    first.release();
    assertThat(pool.idleBytes()).isZero();
    view.release();
    assertThat(pool.idleBytes()).isGreaterThan(4 << 20);

    ByteBuf second = pool.take(3 << 20);

    assertThat(BufferUtil.address(second.nioBuffer(0, 1))).isEqualTo(address);
    assertThat(pool.idleBytes()).isZero();
    second.release();
  }

  @ParameterizedTest
  @ValueSource(ints = {4096, 8192, 8193, 300 << 10, (1 << 20) + (64 << 10), (1 << 20) + (68 << 10)})
  void memoryThatABufferTakesIsKnown(int lengthBytes) {
    pool.take(lengthBytes).release();

    assertThat(PayloadAllocator.heldBytes(lengthBytes)).isEqualTo((int) pool.idleBytes());
  }

  @Test
  void idleMemoryIsBounded() {
    ByteBuf[] buffers = new ByteBuf[5];
    for (int i = 0; i < buffers.length; i++) {
      buffers[i] = pool.take(4 << 20);
    }
    for (ByteBuf buffer : buffers) {
      buffer.release();
    }
    assertThat(pool.idleBytes()).isBetween(8L << 20, 10L << 20);
  }

  @Test
  void allocatorTakesLargeFixedBuffersFromThePool() {
    PayloadAllocator allocator = new PayloadAllocator(1, pool);
    allocator.directBuffer(1 << 20, 1 << 20).release();
    assertThat(pool.idleBytes()).isGreaterThan(1 << 20);

    allocator.directBuffer(100, 100).release();
    allocator.directBuffer(1 << 20).release();
    allocator.directBuffer(40 << 20, 40 << 20).release();
    assertThat(pool.idleBytes()).isLessThan(2 << 20);
  }

  @Test
  void lengthBeyondEveryFrameIsABug() {
    assertThatThrownBy(() -> pool.take(17 << 20)).isInstanceOf(IllegalArgumentException.class);
  }
}
