package dev.satchel.jmh.storage;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.format.BatchFormat;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletableFuture;

/** Appends one batch after the other to an extent; for many threads. */
final class Appender implements AutoCloseable {

  private final MeasuredStore store;
  private final ByteBuf payload;
  private ExtentId extent;
  private long end;

  Appender(MeasuredStore store, int payloadBytes, long seed) {
    this.store = store;
    this.payload = RandomPayload.of(payloadBytes, seed);
    this.extent = store.create();
  }

  /** Goes on in a new extent; when nothing is under way. */
  synchronized void turnPage() {
    extent = store.create();
    end = 0;
  }

  /** Memory for batches of one caller, filled once. */
  OneBuffer oneBuffer() {
    return store.oneBuffer(payload);
  }

  /** One more batch, as the network would let it stand ready. */
  Received receive() {
    return store.receive(payload);
  }

  /** Answers when the batch is durable. Others may be sent before that. */
  synchronized CompletableFuture<Long> send(Received received) {
    long offset = end;
    end += BatchFormat.paddedLength(payload.readableBytes());
    return store.append(extent, offset, received);
  }

  @Override
  public void close() {
    payload.release();
  }
}
