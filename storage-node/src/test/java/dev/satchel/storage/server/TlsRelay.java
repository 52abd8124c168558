package dev.satchel.storage.server;

import dev.satchel.storage.tls.NodeTls;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;

/** Ends a caller's TLS, begins its own with the node, and passes on what the two say. */
final class TlsRelay implements AutoCloseable {

  private final RunningNode running;
  private final Channel listening;

  /**
   * @param shown with the certificate that callers get to see
   */
  TlsRelay(RunningNode running, NodeTls shown) {
    this.running = running;
    this.listening =
        new ServerBootstrap()
            .group(running.runtime.eventLoops())
            .channel(running.runtime.serverSocketType())
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel caller) {
                    caller.config().setAutoRead(false);
                    Channel node = connect(caller);
                    caller.pipeline().addLast(shown.nodeSide(caller.alloc()), new PassOn(node));
                  }
                })
            .bind(new InetSocketAddress("127.0.0.1", 0))
            .syncUninterruptibly()
            .channel();
  }

  private Channel connect(Channel caller) {
    return new Bootstrap()
        .group(caller.eventLoop())
        .channel(running.runtime.socketType())
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel node) {
                node.pipeline()
                    .addLast(running.runtime.tls().callerSide(node.alloc()), new PassOn(caller));
              }
            })
        .connect(running.node.address())
        .addListener(connected -> caller.config().setAutoRead(true))
        .channel();
  }

  String hostPort() {
    return "127.0.0.1:" + ((InetSocketAddress) listening.localAddress()).getPort();
  }

  @Override
  public void close() {
    listening.close().syncUninterruptibly();
  }

  /** To the other side. */
  private static final class PassOn extends ChannelInboundHandlerAdapter {

    private final Channel other;

    PassOn(Channel other) {
      this.other = other;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (other.isActive()) {
        other.writeAndFlush(message);
      } else {
        ReferenceCountUtil.release(message);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      other.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }
}
