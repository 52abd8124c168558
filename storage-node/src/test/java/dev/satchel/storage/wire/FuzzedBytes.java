package dev.satchel.storage.wire;

import dev.satchel.storage.format.Crc32c;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;

/**
 * What a fuzzer sends down a connection. Its first byte says whether checksums are put right, so
 * that what lies behind them is reached too; the second how many bytes arrive at once.
 */
public final class FuzzedBytes {

  private final ByteBuf wire;
  private final boolean checksumsHold;
  private final int bytesAtOnce;

  /** A copy of {@code input}, to be changed here. */
  public FuzzedBytes(byte[] input) {
    this.wire = Unpooled.directBuffer(input.length + 1).writeBytes(input);
    this.checksumsHold = input.length > 0 && (wire.readByte() & 1) != 0;
    this.bytesAtOnce = 1 + (input.length > 1 ? wire.readUnsignedByte() * 257 : 0);
  }

  /** The bytes on the wire, however long they claim to be. */
  public ByteBuf wire() {
    return wire;
  }

  /** Makes the checksums of request frames hold, as long as the lengths make sense. */
  public FuzzedBytes asRequests() {
    repair(
        RequestFormat.HEADER_BYTES,
        RequestFormat.BODY_LENGTH_OFFSET,
        RequestFormat.HEADER_CRC_OFFSET);
    return this;
  }

  /** Makes the checksums of response frames hold, as long as the lengths make sense. */
  public FuzzedBytes asResponses() {
    repair(
        ResponseFormat.HEADER_BYTES,
        ResponseFormat.BODY_LENGTH_OFFSET,
        ResponseFormat.HEADER_CRC_OFFSET);
    return this;
  }

  private void repair(int headerBytes, int lengthOffset, int crcOffset) {
    int at = wire.readerIndex();
    while (checksumsHold && at + headerBytes <= wire.writerIndex()) {
      int lengthBytes = wire.getIntLE(at + lengthOffset);
      int bodyAt = at + headerBytes;
      boolean whole = lengthBytes >= 0 && lengthBytes <= wire.writerIndex() - bodyAt;
      if (whole) {
        int bodyCrc = Crc32c.of(wire, bodyAt, lengthBytes);
        wire.setIntLE(at + lengthOffset + Integer.BYTES, bodyCrc);
      }
      wire.setIntLE(at + crcOffset, Crc32c.of(wire, at, crcOffset));
      at = whole ? bodyAt + lengthBytes : wire.writerIndex();
    }
  }

  /** Hands all of it to {@code channel} as an event loop would, then ends the connection. */
  public void sendTo(EmbeddedChannel channel, FrameBuffers buffers) {
    @SuppressWarnings("deprecation") // What the event loop works with.
    RecvByteBufAllocator.Handle receives = buffers.newHandle();
    while (wire.isReadable() && channel.isOpen()) {
      ByteBuf buffer = receives.allocate(channel.alloc());
      int count = Math.min(wire.readableBytes(), bytesAtOnce);
      buffer.writeBytes(wire, Math.min(count, buffer.writableBytes()));
      channel.writeInbound(buffer);
      channel.runPendingTasks();
    }
    channel.finishAndReleaseAll();
    channel.runPendingTasks();
    wire.release();
  }
}
