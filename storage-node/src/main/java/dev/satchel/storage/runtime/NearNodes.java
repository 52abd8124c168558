package dev.satchel.storage.runtime;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The nodes that listen in this very process. A caller in it speaks the same protocol to them as
 * over a socket, but what either side sends is handed to the other in memory: a block does not go
 * through the kernel once for each of its copies.
 *
 * <p>Thread-safe.
 */
public final class NearNodes {

  private final EventLoopGroup loops;
  private final ConcurrentMap<InetSocketAddress, LocalAddress> listening =
      new ConcurrentHashMap<>();

  NearNodes(int eventLoops) {
    this.loops =
        new MultiThreadIoEventLoopGroup(
            eventLoops, new DefaultThreadFactory("near-io", true), LocalIoHandler.newFactory());
  }

  /**
   * Listens for callers in this process, until the channel is closed.
   *
   * @param address where the node listens for all others, and by which callers know it
   */
  public Channel listen(
      InetSocketAddress address, ByteBufAllocator allocator, ChannelHandler connectionSetup) {
    LocalAddress here = new LocalAddress(NearNodes.class);
    Channel channel =
        new ServerBootstrap()
            .group(loops)
            .channel(LocalServerChannel.class)
            .childOption(ChannelOption.ALLOCATOR, allocator)
            .childHandler(connectionSetup)
            .bind(here)
            .syncUninterruptibly()
            .channel();
    listening.put(address, here);
    channel.closeFuture().addListener(closed -> listening.remove(address, here));
    return channel;
  }

  /** The way to the node that listens at {@code address}, if that is in this process. */
  Optional<Route> routeTo(InetSocketAddress address) {
    return Optional.ofNullable(listening.get(address))
        .map(here -> new Route(loops, LocalChannel.class, here));
  }

  EventLoopGroup loops() {
    return loops;
  }
}
