package dev.satchel.jmh.storage;

import dev.satchel.storage.extent.Batch;
import dev.satchel.storage.format.BatchFormat;
import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * The batches of one caller, who waits for the answer to one before he takes the next. All have the
 * same payload and lie in the same memory, as whatever fio writes does: writing from memory that
 * was not touched for long is slower, and filling it is not what is measured.
 */
final class OneBuffer extends AbstractByteBufAllocator implements AutoCloseable {

  private final ByteBuf buffer;
  private final int payloadBytes;
  private final int payloadCrc;

  OneBuffer(ByteBufAllocator pool, ByteBuf payload) {
    super(true);
    payloadBytes = payload.readableBytes();
    int paddedBytes = BatchFormat.paddedLength(payloadBytes);
    buffer = pool.directBuffer(paddedBytes, paddedBytes);
    Batch first = Batch.allocate(this, payloadBytes);
    first.payload().writeBytes(payload.duplicate());
    payloadCrc = first.payloadCrc();
    first.release();
  }

  /** One more batch, as the network would let it stand ready; when the last one was answered. */
  Received next() {
    return new Received(Batch.allocate(this, payloadBytes), payloadCrc);
  }

  @Override
  protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
    return buffer.retainedDuplicate();
  }

  @Override
  protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
    throw new IllegalStateException("a batch lies off the heap");
  }

  @Override
  public boolean isDirectBufferPooled() {
    return true;
  }

  @Override
  public void close() {
    buffer.release();
  }
}
