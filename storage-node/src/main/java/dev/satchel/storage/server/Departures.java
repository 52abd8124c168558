package dev.satchel.storage.server;

import dev.satchel.storage.runtime.ByteBudget;
import dev.satchel.storage.runtime.SparseLog;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The answers of one connection on their way out. Ends it when its caller takes them too slowly for
 * those who wait for the budget.
 */
final class Departures extends ChannelOutboundHandlerAdapter {

  private static final SparseLog LOG = SparseLog.of(Departures.class);

  private final ByteBudget budget;
  private long putOutBytes;
  private Drain drain = new Drain();
  private @Nullable Future<?> nextLook;

  Departures(ByteBudget budget) {
    this.budget = budget;
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    putOutBytes += ((ByteBuf) message).readableBytes();
    ctx.write(message, promise);
    if (nextLook == null) {
      scheduleLook(ctx);
    }
  }

  private void scheduleLook(ChannelHandlerContext ctx) {
    nextLook = ctx.executor().schedule(() -> look(ctx), Pace.LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look(ChannelHandlerContext ctx) {
    long heldBytes = heldBytes(ctx);
    if (heldBytes == 0) {
      drain = new Drain();
      nextLook = null;
    } else if (drain.isBehind(putOutBytes - heldBytes, heldBytes) && budget.waitingCount() > 0) {
      LOG.warn("{} takes its answers too slowly: closed", ctx.channel().remoteAddress());
      ctx.close();
    } else {
      scheduleLook(ctx);
    }
  }

  /** What the socket has not taken yet. */
  private static long heldBytes(ChannelHandlerContext ctx) {
    ChannelOutboundBuffer out = ctx.channel().unsafe().outboundBuffer();
    return out == null ? 0 : out.totalPendingWriteBytes() - out.currentProgress();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    if (nextLook != null) {
      nextLook.cancel(false);
    }
  }
}
