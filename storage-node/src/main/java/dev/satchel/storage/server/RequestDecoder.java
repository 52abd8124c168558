package dev.satchel.storage.server;

import dev.satchel.storage.extent.Batch;
import dev.satchel.storage.format.Crc32c;
import dev.satchel.storage.runtime.ByteBudget;
import dev.satchel.storage.runtime.SparseLog;
import dev.satchel.storage.wire.FrameBuffers;
import dev.satchel.storage.wire.FrameReader;
import dev.satchel.storage.wire.Op;
import dev.satchel.storage.wire.RequestFormat;
import dev.satchel.storage.wire.RequestHeader;
import dev.satchel.storage.wire.RequestReader;
import dev.satchel.storage.wire.WireException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Bytes into requests. A payload goes from the socket into the {@link Batch} that is written to the
 * disk; what a request will hold is taken from the budget before anything is allocated, and while
 * there is none the socket is not read.
 */
final class RequestDecoder extends FrameReader {

  private static final SparseLog SLOW = SparseLog.of(RequestDecoder.class);
  private static final SparseLog BROKEN = SparseLog.of(RequestDecoder.class);

  /** A payload that does not arrive within its own deadline, or this, ends the connection. */
  private static final int LONGEST_ARRIVAL_MILLIS = 60_000;

  private final ByteBufAllocator allocator;
  private final ByteBudget budget;
  private final RequestCost cost;
  private @Nullable ConnectionShare share;
  private @Nullable RequestHeader header;
  private @Nullable Batch batch;
  private ByteBuf body = Unpooled.EMPTY_BUFFER;
  private @Nullable Future<?> arrivalTimeout;
  private long deadlineNanos;
  private boolean granted;

  RequestDecoder(
      FrameBuffers buffers, ByteBufAllocator allocator, ByteBudget budget, RequestCost cost) {
    super(buffers, RequestFormat.HEADER_BYTES);
    this.allocator = allocator;
    this.budget = budget;
    this.cost = cost;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    share = new ConnectionShare(budget, ctx.channel().eventLoop());
  }

  @Override
  protected boolean begin(ChannelHandlerContext ctx, ByteBuf wholeHeader) throws WireException {
    RequestHeader current = header;
    if (current == null) {
      current = RequestReader.read(wholeHeader);
      header = current;
      deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(current.deadlineMillis());
      granted = share().take(cost.bytes(current), () -> grant(ctx));
    }
    if (granted && current.bodyLengthBytes() > 0) {
      expectBody(ctx, current);
    }
    return granted;
  }

  private void expectBody(ChannelHandlerContext ctx, RequestHeader current) {
    int lengthBytes = current.bodyLengthBytes();
    if (current.command().op() == Op.APPEND) {
      Batch payload = Batch.allocate(allocator, lengthBytes);
      batch = payload;
      receive(payload.payload());
    } else {
      body = allocator.directBuffer(lengthBytes, lengthBytes);
      receive(body);
    }
    int millis = Math.min(current.deadlineMillis(), LONGEST_ARRIVAL_MILLIS);
    arrivalTimeout = ctx.executor().schedule(() -> late(ctx), millis, TimeUnit.MILLISECONDS);
  }

  private void grant(ChannelHandlerContext ctx) {
    if (ctx.isRemoved()) {
      share().release(cost.bytes(Objects.requireNonNull(header)));
    } else {
      granted = true;
      resume(ctx);
    }
  }

  private static void late(ChannelHandlerContext ctx) {
    SLOW.warn("{} sends a payload too slowly: closed", ctx.channel().remoteAddress());
    ctx.close();
  }

  @Override
  protected void end(ChannelHandlerContext ctx) throws WireException {
    RequestHeader whole = Objects.requireNonNull(header);
    checkBody(whole);
    stopTimeout();
    long bytes = cost.bytes(whole);
    Incoming incoming =
        new Incoming(whole, batch, body, () -> share().release(bytes), deadlineNanos);
    header = null;
    batch = null;
    body = Unpooled.EMPTY_BUFFER;
    granted = false;
    ctx.fireChannelRead(incoming);
  }

  private void checkBody(RequestHeader whole) throws WireException {
    int crc = batch == null ? Crc32c.of(body, 0, body.readableBytes()) : batch.payloadCrc();
    if (whole.bodyLengthBytes() > 0 && crc != whole.bodyCrc()) {
      throw new WireException("a body does not match its checksum");
    }
  }

  private void stopTimeout() {
    if (arrivalTimeout != null) {
      arrivalTimeout.cancel(false);
      arrivalTimeout = null;
    }
  }

  private ConnectionShare share() {
    return Objects.requireNonNull(share);
  }

  /** A request that nobody will handle; one that still waits for its share gives it back later. */
  @Override
  protected void abandon(ChannelHandlerContext ctx) {
    stopTimeout();
    if (batch != null) {
      batch.release();
      batch = null;
    }
    body.release();
    body = Unpooled.EMPTY_BUFFER;
    if (granted) {
      share().release(cost.bytes(Objects.requireNonNull(header)));
      granted = false;
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    BROKEN.warn("{}: {}: closed", ctx.channel().remoteAddress(), cause.toString());
    super.exceptionCaught(ctx, cause);
  }
}
