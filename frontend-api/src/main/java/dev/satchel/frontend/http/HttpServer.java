package dev.satchel.frontend.http;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Serves HTTP on one or more addresses, each with a route table of its own. */
public final class HttpServer implements AutoCloseable {
  private static final int LOOPS = Math.max(2, Runtime.getRuntime().availableProcessors() / 2);
  private static final int BACKLOG = 4096;
  private static final int READ_BYTES = 16 * 1024;
  private static final int MAX_READ_BYTES = 128 * 1024;
  private static final long DRAIN_SECONDS = 5;

  private final Transport transport = Transport.best();
  private final EventLoopGroup loops = transport.loops(LOOPS);
  private final ExecutorService handlers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("request-", 0).factory());
  private final ChannelGroup listeners = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final ChannelGroup connections =
      new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
  private final HttpLimits limits;
  private final MetricRegistry metrics;
  private final ByteBudget budget;
  private final BlockBuffers buffers = new BlockBuffers();
  private final Load load;

  /** A server that does not listen yet. */
  public HttpServer(HttpLimits limits, MetricRegistry metrics) {
    this.limits = limits;
    this.metrics = metrics;
    this.budget = new ByteBudget(limits.maxBytesInFlight(), limits.timeouts().budget());
    this.load = new Load(limits);
    metrics.gauge("satchel.http.connections", () -> (Gauge<Integer>) load::connections);
    metrics.gauge("satchel.http.running", () -> (Gauge<Integer>) load::running);
    metrics.gauge("satchel.http.budget_free_bytes", () -> (Gauge<Long>) budget::freeBytes);
  }

  /** The memory for bodies that handlers share with the server. */
  public ByteBudget budget() {
    return budget;
  }

  /**
   * Listens on an address; port 0 picks a free one.
   *
   * @return the address with its real port
   * @throws IOException if the address cannot be had
   */
  public InetSocketAddress listen(InetSocketAddress address, Router router) throws IOException {
    ServerContext context =
        new ServerContext(router, limits, budget, buffers, handlers, load, metrics);
    Channel listener =
        new ServerBootstrap()
            .group(loops)
            .channel(transport.serverChannel())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(
                ChannelOption.RECVBUF_ALLOCATOR,
                new AdaptiveRecvByteBufAllocator(1024, READ_BYTES, MAX_READ_BYTES))
            .childHandler(new HttpPipeline(context, connections))
            .bind(address)
            .awaitUninterruptibly()
            .channel();
    if (!listener.isActive()) {
      throw new IOException("cannot listen on " + address);
    }
    listeners.add(listener);
    return (InetSocketAddress) listener.localAddress();
  }

  /** Stops listening, lets running requests end for some seconds, and closes every connection. */
  @Override
  public void close() {
    listeners.close().awaitUninterruptibly();
    handlers.shutdown();
    try {
      if (!handlers.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
        handlers.shutdownNow();
      }
    } catch (InterruptedException e) {
      handlers.shutdownNow();
      Thread.currentThread().interrupt();
    }
    connections.close().awaitUninterruptibly();
    loops.shutdownGracefully(0, DRAIN_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    buffers.close();
  }
}
