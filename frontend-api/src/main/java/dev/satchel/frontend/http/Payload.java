package dev.satchel.frontend.http;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The bytes of a body outside the heap, with one owner at a time. The only place where a handler
 * meets a Netty type: the store below speaks it too.
 */
public final class Payload implements AutoCloseable {
  private final ByteBuf bytes;
  private final Runnable release;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Takes over a buffer.
   *
   * @param release called once, when the payload is closed; gives the buffer back
   */
  public Payload(ByteBuf bytes, Runnable release) {
    this.bytes = bytes;
    this.release = release;
  }

  /** The bytes, still owned by this payload. */
  public ByteBuf bytes() {
    return bytes;
  }

  /** How many there are. */
  public int lengthBytes() {
    return bytes.readableBytes();
  }

  /** A part of the bytes; takes over the ownership of the whole. */
  public Payload slice(int offset, int lengthBytes) {
    return new Payload(bytes.slice(bytes.readerIndex() + offset, lengthBytes), this::close);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      release.run();
    }
  }
}
