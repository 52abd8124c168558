package dev.satchel.storage.runtime;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledDirectByteBuf;
import java.nio.ByteBuffer;

/** A buffer whose memory goes back to its pool. */
final class PooledBuffer extends UnpooledDirectByteBuf {

  private final BufferPool pool;
  private final ByteBuffer memory;

  PooledBuffer(BufferPool pool, ByteBuffer memory, int lengthBytes) {
    super(UnpooledByteBufAllocator.DEFAULT, memory.slice(0, lengthBytes), lengthBytes);
    this.pool = pool;
    this.memory = memory;
    clear();
  }

  @Override
  protected void deallocate() {
    super.deallocate();
    pool.giveBack(memory);
  }
}
