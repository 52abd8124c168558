package dev.satchel.storage.client;

import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.runtime.NodeRuntime;
import dev.satchel.storage.runtime.Route;
import dev.satchel.storage.wire.CallerHandshake;
import dev.satchel.storage.wire.FrameBuffers;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One place for a connection to a node: made when it is needed, made again when it broke. All who
 * need it at the same time wait for the same attempt, and fail with it; the next one tries anew.
 */
final class Connection {

  private final InetSocketAddress address;
  private final NodeClientConfig config;
  private final NodeRuntime runtime;
  private @Nullable CompletableFuture<Link> current;
  private @Nullable Channel channel;
  private boolean closed;

  Connection(InetSocketAddress address, NodeClientConfig config, NodeRuntime runtime) {
    this.address = address;
    this.config = config;
    this.runtime = runtime;
  }

  /** The live link, or the one that is being made. Fails with {@link NodeException}. */
  synchronized CompletableFuture<Link> link() {
    if (closed) {
      return CompletableFuture.failedFuture(
          new NodeException(NodeError.UNREACHABLE, "the client is closed"));
    }
    CompletableFuture<Link> known = current;
    if (known == null || isSpent(known)) {
      known = connect();
      current = known;
    }
    return known;
  }

  private static boolean isSpent(CompletableFuture<Link> known) {
    return known.isCompletedExceptionally() || (known.isDone() && !known.join().isLive());
  }

  private CompletableFuture<Link> connect() {
    FrameBuffers buffers = new FrameBuffers();
    Link link = new Link(buffers);
    CallerHandshake handshake =
        new CallerHandshake(config.clusterKey(), pipeline -> pipeline.addLast(link));
    int timeoutMillis = Math.clamp(config.connectTimeout().toMillis(), 1, Integer.MAX_VALUE);
    Route route = runtime.routeTo(address);
    ChannelFuture connecting =
        new Bootstrap()
            .group(route.eventLoops())
            .channel(route.channelType())
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeoutMillis)
            .option(ChannelOption.ALLOCATOR, runtime.allocator())
            .handler(new CallerSetup(runtime, buffers, handshake))
            .disableResolver() // it would look names up on the event loop; CallerSetup does not
            .connect(route.address());
    channel = connecting.channel();
    connecting.addListener(done -> {
      if (!done.isSuccess()) {
        handshake.fail(NodeError.UNREACHABLE, "cannot reach " + name(), done.cause());
      }
    });
    connecting
        .channel()
        .eventLoop()
        .schedule(() -> expire(handshake, connecting), timeoutMillis, TimeUnit.MILLISECONDS);
    return handshake.proved().thenApply(nodeId -> link);
  }

  /** A node that is not found, or one that takes the connection and then says nothing. */
  private void expire(CallerHandshake handshake, ChannelFuture connecting) {
    if (!handshake.proved().isDone()) {
      String silence = connecting.isDone() ? " does not answer" : " is not reached in time";
      handshake.fail(NodeError.UNREACHABLE, name() + silence, null);
      connecting.channel().close();
    }
  }

  private String name() {
    return address.getHostString() + ":" + address.getPort();
  }

  synchronized void close() {
    closed = true;
    if (channel != null) {
      channel.close();
    }
  }
}
