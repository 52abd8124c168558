package dev.satchel.storage.server;

import dev.satchel.storage.runtime.NodeRuntime;
import dev.satchel.storage.runtime.SparseLog;
import dev.satchel.storage.wire.FrameBuffers;
import dev.satchel.storage.wire.NodeHandshake;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.timeout.WriteTimeoutHandler;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What stands on a new connection: first the handshake, then requests. */
final class ConnectionSetup extends ChannelInitializer<Channel> {

  private static final SparseLog LOG = SparseLog.of(ConnectionSetup.class);

  private final ChannelGroup connections;
  private final NodeServer.Credentials credentials;
  private final NodeRuntime runtime;
  private final ConnectionLimits limits;
  private final Supplier<ChannelHandler> handlers;
  private final Semaphore places;

  ConnectionSetup(
      ChannelGroup connections,
      NodeServer.Credentials credentials,
      NodeRuntime runtime,
      ConnectionLimits limits,
      Supplier<ChannelHandler> handlers) {
    this.connections = connections;
    this.credentials = credentials;
    this.runtime = runtime;
    this.limits = limits;
    this.handlers = handlers;
    this.places = new Semaphore(limits.most());
  }

  @Override
  protected void initChannel(Channel channel) {
    if (!places.tryAcquire()) {
      LOG.warn("{} connections: {} refused", limits.most(), channel.remoteAddress());
      channel.close();
      return;
    }
    channel.closeFuture().addListener(closed -> places.release());
    connections.add(channel);
    FrameBuffers buffers = new FrameBuffers();
    boolean encrypted = runtime.tls().isWanted(channel.remoteAddress());
    if (encrypted) {
      channel.pipeline().addLast(runtime.tls().nodeSide(channel.alloc()));
    } else {
      channel.config().setRecvByteBufAllocator(buffers);
    }
    RequestCost cost = new RequestCost(encrypted);
    channel
        .pipeline()
        .addLast(
            new NodeHandshake(
                credentials.clusterKey(),
                credentials.nodeId(),
                pipeline -> onProved(pipeline, buffers, cost)));
  }

  private void onProved(ChannelPipeline pipeline, FrameBuffers buffers, RequestCost cost) {
    pipeline.addLast(
        new WriteTimeoutHandler(limits.writeTimeout().toMillis(), TimeUnit.MILLISECONDS),
        new Departures(runtime.budget()),
        new RequestDecoder(buffers, runtime.allocator(), runtime.budget(), cost),
        handlers.get());
  }
}
