package dev.satchel.storage.client;

import dev.satchel.storage.tls.NodeTls;
import dev.satchel.storage.wire.CallerHandshake;
import dev.satchel.storage.wire.FrameBuffers;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.net.SocketAddress;

/** Sets a connection up when its node's address has become known, then leaves the pipeline. */
final class CallerSetup extends ChannelOutboundHandlerAdapter {

  private final NodeTls tls;
  private final FrameBuffers buffers;
  private final CallerHandshake handshake;

  CallerSetup(NodeTls tls, FrameBuffers buffers, CallerHandshake handshake) {
    this.tls = tls;
    this.buffers = buffers;
    this.handshake = handshake;
  }

  @Override
  public void connect(
      ChannelHandlerContext ctx, SocketAddress node, SocketAddress local, ChannelPromise promise) {
    if (tls.isWanted(node)) {
      ctx.pipeline().addFirst(tls.callerSide(ctx.alloc()));
    } else {
      ctx.channel().config().setRecvByteBufAllocator(buffers);
    }
    ctx.pipeline().addLast(handshake);
    ctx.connect(node, local, promise);
    ctx.pipeline().remove(this);
  }
}
