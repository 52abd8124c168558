package dev.satchel.storage.server;

import dev.satchel.storage.extent.Batch;
import dev.satchel.storage.format.Crc32c;
import dev.satchel.storage.wire.Op;
import dev.satchel.storage.wire.RequestHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The body of one request on its way in: where its bytes belong, and how long they may take. Has
 * one owner, on the connection's event loop.
 */
final class Arrival {

  /** Longer than this no body may take, whatever its deadline. */
  private static final int LONGEST_MILLIS = 60_000;

  private final @Nullable Batch batch;
  private final ByteBuf body;
  private final int crc;
  private final Pace pace;
  private long leftMillis;
  private @Nullable Future<?> nextLook;

  private Arrival(RequestHeader header, @Nullable Batch batch, ByteBuf body) {
    this.batch = batch;
    this.body = body;
    this.crc = header.bodyCrc();
    this.pace = new Pace(header.bodyLengthBytes());
    this.leftMillis = Math.min(header.deadlineMillis(), LONGEST_MILLIS);
  }

  /** Makes room for what a header announces; for nothing, if that is what it does. */
  static Arrival of(RequestHeader header, ByteBufAllocator allocator) {
    int lengthBytes = header.bodyLengthBytes();
    if (header.command().op() == Op.APPEND) {
      return new Arrival(header, Batch.allocate(allocator, lengthBytes), Unpooled.EMPTY_BUFFER);
    }
    return new Arrival(
        header,
        null,
        lengthBytes == 0
            ? Unpooled.EMPTY_BUFFER
            : allocator.directBuffer(lengthBytes, lengthBytes));
  }

  /** What is to be filled. */
  ByteBuf room() {
    return batch == null ? body : batch.payload();
  }

  /** Runs {@code tooSlow} when it takes too long, for itself or for those who wait. */
  void watch(EventLoop loop, BooleanSupplier isAwaited, Runnable tooSlow) {
    long waitMillis = Math.min(leftMillis, Pace.LOOK_MILLIS);
    leftMillis -= waitMillis;
    nextLook =
        loop.schedule(
            () -> {
              boolean isBehind = pace.isBehind(room().writerIndex());
              if (leftMillis == 0 || (isBehind && isAwaited.getAsBoolean())) {
                tooSlow.run();
              } else {
                watch(loop, isAwaited, tooSlow);
              }
            },
            waitMillis,
            TimeUnit.MILLISECONDS);
  }

  /** It is whole, or will never be. */
  void unwatch() {
    if (nextLook != null) {
      nextLook.cancel(false);
    }
  }

  boolean matchesChecksum() {
    ByteBuf whole = room();
    return !whole.isReadable() || Crc32c.of(whole, 0, whole.writerIndex()) == crc;
  }

  /** The payload of an append; whoever takes it releases it. */
  @Nullable Batch batch() {
    return batch;
  }

  /** Any other body; whoever takes it releases it. */
  ByteBuf body() {
    return body;
  }

  void release() {
    unwatch();
    body.release();
    if (batch != null) {
      batch.release();
    }
  }
}
