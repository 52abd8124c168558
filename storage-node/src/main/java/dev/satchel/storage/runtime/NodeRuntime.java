package dev.satchel.storage.runtime;

import dev.satchel.storage.tls.NodeTls;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The event loops, the threads that read disks, buffers and name lookups that all nodes and node
 * clients of a process share. Whoever made it closes it, after everything that uses it.
 */
public final class NodeRuntime implements AutoCloseable {

  private static final int WAITING_READS = 4096;
  private static final int STOP_SECONDS = 5;

  private final EventLoopGroup eventLoops;
  private final ByteBufAllocator allocator;
  private final ByteBudget budget;
  private final int readerThreads;
  private final List<ThreadPoolExecutor> readers = new CopyOnWriteArrayList<>();
  private final NodeTls tls;
  private final Semaphore pullPlaces;
  private final HostNames hostNames;
  private final Optional<NearNodes> nearNodes;

  private NodeRuntime(NodeRuntimeConfig config, NameService names) {
    IoHandlerFactory io =
        Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    this.eventLoops =
        new MultiThreadIoEventLoopGroup(
            config.eventLoops(), new DefaultThreadFactory("node-io", true), io);
    this.allocator =
        new PayloadAllocator(config.eventLoops(), new BufferPool(config.bufferBytes()));
    this.budget = new ByteBudget(config.bufferBytes());
    this.readerThreads = config.readerThreads();
    this.tls = new NodeTls(config.tlsMode());
    this.pullPlaces = new Semaphore(config.pulls());
    this.hostNames = new HostNames(names);
    this.nearNodes =
        config.nearNodes() ? Optional.of(new NearNodes(config.eventLoops())) : Optional.empty();
  }

  public static NodeRuntime start(NodeRuntimeConfig config) {
    return start(config, NameService.SYSTEM);
  }

  /** With other names than the system's. */
  public static NodeRuntime start(NodeRuntimeConfig config, NameService names) {
    return new NodeRuntime(config, names);
  }

  public EventLoopGroup eventLoops() {
    return eventLoops;
  }

  /**
   * Pooled direct buffers. Ask for payloads with a fixed capacity, {@code directBuffer(n, n)}:
   * those are page-aligned, kept and used again, the others go the way of Netty's chunks.
   */
  public ByteBufAllocator allocator() {
    return allocator;
  }

  /** The bound on what nodes hold in buffers for requests that are under way. */
  public ByteBudget budget() {
    return budget;
  }

  /**
   * Threads for the blocking reads of one disk: one that hangs keeps no other disk from being read.
   * Refuses with {@code RejectedExecutionException} when too many wait. They end when they are
   * idle, and with this.
   *
   * <p>Platform threads, never interrupted: an interrupt in the middle of a read would close the
   * disk's channel for everybody.
   */
  public Executor newReaders() {
    ThreadPoolExecutor added =
        new ThreadPoolExecutor(
            readerThreads,
            readerThreads,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_READS),
            new DefaultThreadFactory("disk-reader", true));
    added.allowCoreThreadTimeOut(true);
    readers.add(added);
    return added;
  }

  /** Encrypts the connections that leave the machine. */
  public NodeTls tls() {
    return tls;
  }

  /**
   * How many pulls may be under way at a time. Each holds its share of the budget while it waits
   * for reads that need theirs, at this very process perhaps: so together they hold a part of it
   * only.
   */
  public Semaphore pullPlaces() {
    return pullPlaces;
  }

  /** Where to ask for the address of a host: an event loop must not wait for it. */
  public HostNames hostNames() {
    return hostNames;
  }

  /** The way to the node at {@code address}: past all sockets if it is in this process. */
  public Route routeTo(InetSocketAddress address) {
    return nearNodes
        .flatMap(near -> near.routeTo(address))
        .orElseGet(() -> new Route(eventLoops, socketType(), address));
  }

  /** Where nodes listen for callers of this process, if those are to find them so. */
  public Optional<NearNodes> nearNodes() {
    return nearNodes;
  }

  /** The kind of socket that fits the event loops. */
  public Class<? extends SocketChannel> socketType() {
    return Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class;
  }

  /** The kind of listening socket that fits the event loops. */
  public Class<? extends ServerSocketChannel> serverSocketType() {
    return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  @Override
  public void close() {
    // Reads under way still have an answer to hand to their event loop.
    readers.forEach(ThreadPoolExecutor::shutdown);
    long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
    try {
      for (ThreadPoolExecutor each : readers) {
        each.awaitTermination(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    nearNodes.ifPresent(near -> stop(near.loops()));
    stop(eventLoops);
    hostNames.close();
  }

  private static void stop(EventLoopGroup loops) {
    loops
        .shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(2 * STOP_SECONDS, TimeUnit.SECONDS);
  }
}
