package dev.satchel.storage.runtime;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Looks host names up without blocking those who ask. Remembers nothing: each question that finds
 * none of its kind under way asks the {@link NameService} again.
 *
 * <p>A lookup blocks in the C library, and nothing can end it before it ends by itself. So it runs
 * on a platform thread (a virtual one would keep its carrier, and a few that hang would stop all
 * others), and a host has one lookup at a time, which all who ask for it share: a name that hangs
 * takes one thread, however often it is asked for. Who asks brings the deadline, and cancels.
 *
 * <p>Thread-safe.
 */
public final class HostNames implements AutoCloseable {

  private static final int THREADS = 4;
  private static final int WAITING_LOOKUPS = 256;
  private static final int MOST_ASKING = 256;
  private static final int IDLE_SECONDS = 10;

  private final NameService names;
  private final ThreadPoolExecutor threads;
  private final ConcurrentMap<String, CompletableFuture<InetAddress>> underWay =
      new ConcurrentHashMap<>();

  HostNames(NameService names) {
    this.names = names;
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_LOOKUPS),
            new DefaultThreadFactory("host-names", true));
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * The address of {@code host}; fails with {@link UnknownHostException} if there is none, and with
   * {@link RejectedExecutionException} if too many wait. Completes on a thread of this: what hangs
   * on it must not block.
   */
  public CompletableFuture<InetAddress> find(String host) {
    try {
      CompletableFuture<InetAddress> lookup = underWay.computeIfAbsent(host, this::begin);
      if (lookup.getNumberOfDependents() >= MOST_ASKING) {
        throw new RejectedExecutionException("too many wait for the address of " + host);
      }
      return lookup.copy();
    } catch (RejectedExecutionException tooMany) {
      return CompletableFuture.failedFuture(tooMany);
    }
  }

  private CompletableFuture<InetAddress> begin(String host) {
    CompletableFuture<InetAddress> found = new CompletableFuture<>();
    threads.execute(() -> lookUp(host, found));
    return found;
  }

  /** Takes the lookup off the list first: who asks from then on wants to know it anew. */
  private void lookUp(String host, CompletableFuture<InetAddress> found) {
    try {
      InetAddress address = names.find(host);
      underWay.remove(host, found);
      found.complete(address);
    } catch (UnknownHostException | RuntimeException failure) {
      underWay.remove(host, found);
      found.completeExceptionally(failure);
    }
  }

  /** Begins no more lookups; those under way end when they do, unheard. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
