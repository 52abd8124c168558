package dev.satchel.storage.server;

import dev.satchel.storage.runtime.NodeRuntime;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The port of a node: connections, each proved by the handshake before it may ask anything. */
final class NodeServer implements AutoCloseable {

  private static final int BACKLOG = 256;

  private final Channel listening;
  private final Optional<Channel> listeningNear;
  private final ChannelGroup connections;

  private NodeServer(Channel listening, Optional<Channel> listeningNear, ChannelGroup connections) {
    this.listening = listening;
    this.listeningNear = listeningNear;
    this.connections = connections;
  }

  /**
   * Listens.
   *
   * @param handlers makes what answers the requests of one connection
   */
  static NodeServer start(
      InetSocketAddress listen,
      Credentials credentials,
      NodeRuntime runtime,
      ConnectionLimits limits,
      Supplier<ChannelHandler> handlers)
      throws IOException {
    // Once closed it closes also what had been accepted and comes to it only then.
    ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    ConnectionSetup setup =
        new ConnectionSetup(connections, credentials, runtime, limits, handlers);
    ChannelFuture bound =
        new ServerBootstrap()
            .group(runtime.eventLoops())
            .channel(runtime.serverSocketType())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.ALLOCATOR, runtime.allocator())
            .childHandler(setup)
            .bind(listen)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException("cannot listen on " + listen, bound.cause());
    }
    InetSocketAddress address = (InetSocketAddress) bound.channel().localAddress();
    Optional<Channel> near =
        runtime.nearNodes().map(nodes -> nodes.listen(address, runtime.allocator(), setup));
    return new NodeServer(bound.channel(), near, connections);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listening.localAddress();
  }

  @Override
  public void close() {
    listeningNear.ifPresent(near -> near.close().awaitUninterruptibly());
    listening.close().awaitUninterruptibly();
    connections.close().awaitUninterruptibly();
  }

  /** Who the node is and what proves it. */
  record Credentials(UUID nodeId, byte[] clusterKey) {}
}
