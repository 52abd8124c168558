package dev.satchel.storage.pull;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.client.NodeClients;
import dev.satchel.storage.extent.ExtentStore;
import dev.satchel.storage.throttle.Throttles;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pulls of one node: a virtual thread each, one at a time for an extent, as many at a time as
 * the process has room for. More are refused as BUSY. Thread-safe.
 */
public final class PullService implements AutoCloseable {

  /** What one pull holds in buffers at most. */
  public static final long HELD_BYTES = 2L * Puller.PAGES_AHEAD * (1 << 20);

  private static final Logger LOG = LoggerFactory.getLogger(PullService.class);

  private final ExtentStore store;
  private final NodeClients peers;
  private final Throttles throttles;
  private final Semaphore places;
  private final ConcurrentMap<ExtentId, Thread> running = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * @param places bounds the pulls of all nodes of the process together
   */
  public PullService(ExtentStore store, NodeClients peers, Throttles throttles, Semaphore places) {
    this.store = store;
    this.peers = peers;
    this.throttles = throttles;
    this.places = places;
  }

  /**
   * Copies what an order says and answers the extent's new end, when it is durable. What a pull
   * that failed had written stays; the same order goes on behind it.
   */
  public CompletableFuture<Long> pull(PullJob job) {
    CompletableFuture<Long> answer = new CompletableFuture<>();
    Thread thread = Thread.ofVirtual().name("pull " + job.id()).unstarted(() -> run(job, answer));
    if (running.putIfAbsent(job.id(), thread) != null) {
      return busy("extent " + job.id() + " is being pulled");
    }
    if (!places.tryAcquire()) {
      running.remove(job.id(), thread);
      return busy("too many pulls are under way");
    }
    thread.start();
    if (closed) {
      thread.interrupt();
    }
    return answer;
  }

  private static CompletableFuture<Long> busy(String why) {
    return CompletableFuture.failedFuture(new NodeException(NodeError.BUSY, why));
  }

  private void run(PullJob job, CompletableFuture<Long> answer) {
    long end = 0;
    NodeException failure = null;
    try {
      end = new Puller(store, peers.to(job.order().source().address()), throttles, job).run();
      LOG.info("pulled extent {} up to {} from {}", job.id(), end, job.order().source());
    } catch (NodeException refused) {
      failure = refused;
    } catch (IllegalArgumentException notAnAddress) {
      failure = new NodeException(NodeError.BAD_REQUEST, String.valueOf(notAnAddress.getMessage()));
    } catch (InterruptedException stopped) {
      failure = new NodeException(NodeError.UNREACHABLE, "the node is stopping");
    } catch (RuntimeException bug) {
      LOG.error("pull of extent {}", job.id(), bug);
      failure = new NodeException(NodeError.IO_ERROR, "unexpected: " + bug, bug);
    } finally {
      running.remove(job.id());
      places.release();
    }
    if (failure == null) {
      answer.complete(end);
    } else {
      LOG.warn("pull of extent {} ended: {}", job.id(), failure.toString());
      answer.completeExceptionally(failure);
    }
  }

  /** What a future of the store, or of a peer, failed with. */
  static NodeException refusal(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof NodeException refused) {
        return refused;
      }
    }
    return new NodeException(NodeError.IO_ERROR, "unexpected: " + failure, failure);
  }

  /** Ends the pulls under way; they can be asked for again. */
  @Override
  public void close() {
    closed = true;
    running.values().forEach(Thread::interrupt);
    for (Thread each : running.values()) {
      try {
        each.join();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
