package dev.satchel.jmh.storage;

import dev.satchel.storage.ExtentId;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;

/** A caller with an extent of its own that appends one batch after the other. */
final class Appender implements AutoCloseable {

  private final MeasuredStore store;
  private final ByteBuf payload;
  private final ArrayDeque<Received> received = new ArrayDeque<>();
  private ExtentId extent;
  private long end;

  Appender(MeasuredStore store, int payloadBytes, long seed) {
    this.store = store;
    this.payload = RandomPayload.of(payloadBytes, seed);
    this.extent = store.create();
  }

  /** Goes on in a new extent. */
  void turnPage() {
    extent = store.create();
    end = 0;
  }

  /** Lets one more batch stand ready, as the network would. */
  void receive() {
    received.add(store.receive(payload));
  }

  /** Returns when the next of the received batches is durable. */
  void append() {
    end = store.append(extent, end, received.remove()).join();
  }

  @Override
  public void close() {
    received.forEach(Received::release);
    payload.release();
  }
}
