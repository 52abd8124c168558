package dev.satchel.storage.server;

import dev.satchel.storage.runtime.ByteBudget;
import dev.satchel.storage.runtime.SparseLog;
import dev.satchel.storage.wire.FrameBuffers;
import dev.satchel.storage.wire.FrameReader;
import dev.satchel.storage.wire.RequestFormat;
import dev.satchel.storage.wire.RequestHeader;
import dev.satchel.storage.wire.RequestReader;
import dev.satchel.storage.wire.WireException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import java.util.Objects;
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

  private final ByteBufAllocator allocator;
  private final ByteBudget budget;
  private final RequestCost cost;
  private @Nullable ConnectionShare share;
  private @Nullable RequestHeader header;
  private @Nullable Arrival arrival;
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
    if (granted) {
      Arrival body = Arrival.of(current, allocator);
      arrival = body;
      if (current.bodyLengthBytes() > 0) {
        receive(body.room());
        body.watch(ctx.channel().eventLoop(), share()::isAwaited, () -> late(ctx));
      }
    }
    return granted;
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
    Arrival arrived = Objects.requireNonNull(arrival);
    if (!arrived.matchesChecksum()) {
      throw new WireException("a body does not match its checksum");
    }
    arrived.unwatch();
    long bytes = cost.bytes(whole);
    Runnable answered = () -> share().release(bytes);
    header = null;
    arrival = null;
    granted = false;
    ctx.fireChannelRead(
        new Incoming(whole, arrived.batch(), arrived.body(), answered, deadlineNanos));
  }

  private ConnectionShare share() {
    return Objects.requireNonNull(share);
  }

  /** A request that nobody will handle; one that waits for its share waits no more. */
  @Override
  protected void abandon(ChannelHandlerContext ctx) {
    if (arrival != null) {
      arrival.release();
      arrival = null;
    }
    RequestHeader unhandled = header;
    if (granted) {
      share().release(cost.bytes(Objects.requireNonNull(unhandled)));
      granted = false;
    } else if (unhandled != null) {
      share().leave(cost.bytes(unhandled));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    BROKEN.warn("{}: {}: closed", ctx.channel().remoteAddress(), cause.toString());
    super.exceptionCaught(ctx, cause);
  }
}
