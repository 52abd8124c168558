package dev.satchel.storage.client;

import dev.satchel.storage.runtime.HostNames;
import dev.satchel.storage.runtime.NodeRuntime;
import dev.satchel.storage.tls.NodeTls;
import dev.satchel.storage.wire.CallerHandshake;
import dev.satchel.storage.wire.FrameBuffers;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.SocketChannelConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;

/**
 * Finds the address of a node that has only a name, then sets the connection to it up and leaves
 * the pipeline. A channel that is closed before does not wait for the address.
 */
final class CallerSetup extends ChannelOutboundHandlerAdapter {

  private final HostNames names;
  private final NodeTls tls;
  private final FrameBuffers buffers;
  private final CallerHandshake handshake;

  CallerSetup(NodeRuntime runtime, FrameBuffers buffers, CallerHandshake handshake) {
    this.names = runtime.hostNames();
    this.tls = runtime.tls();
    this.buffers = buffers;
    this.handshake = handshake;
  }

  @Override
  public void connect(
      ChannelHandlerContext ctx, SocketAddress node, SocketAddress local, ChannelPromise promise) {
    if (node instanceof InetSocketAddress named && named.isUnresolved()) {
      find(ctx.channel(), named)
          .whenCompleteAsync(
              (found, failure) -> {
                if (failure == null) {
                  ctx.channel().connect(found, local, promise); // comes here again
                } else {
                  promise.tryFailure(failure.getCause()); // out of its CompletionException
                }
              },
              ctx.executor());
    } else {
      setUp(ctx, node, local, promise);
    }
  }

  private CompletableFuture<InetSocketAddress> find(Channel channel, InetSocketAddress named) {
    CompletableFuture<InetAddress> lookup = names.find(named.getHostString());
    channel.closeFuture().addListener(closed -> lookup.cancel(false));
    return lookup.thenApply(found -> new InetSocketAddress(found, named.getPort()));
  }

  private void setUp(
      ChannelHandlerContext ctx, SocketAddress node, SocketAddress local, ChannelPromise promise) {
    if (ctx.channel().config() instanceof SocketChannelConfig socket) {
      socket.setTcpNoDelay(true).setKeepAlive(true);
    }
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
