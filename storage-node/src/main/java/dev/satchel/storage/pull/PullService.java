package dev.satchel.storage.pull;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.extent.ExtentStore;
import dev.satchel.storage.runtime.NodeRuntimeConfig;
import dev.satchel.storage.throttle.Throttles;
import java.time.Duration;
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
  public static final long HELD_BYTES = NodeRuntimeConfig.PULL_BYTES;

  private static final Logger LOG = LoggerFactory.getLogger(PullService.class);

  /** A disk that hangs does not keep the node from stopping. */
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  private final ExtentStore store;
  private final Peers peers;
  private final Throttles throttles;
  private final Semaphore places;
  private final ConcurrentMap<ExtentId, Pull> running = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * @param places bounds the pulls of all nodes of the process together
   */
  public PullService(ExtentStore store, Peers peers, Throttles throttles, Semaphore places) {
    this.store = store;
    this.peers = peers;
    this.throttles = throttles;
    this.places = places;
  }

  /** One that is under way, and the thread that does it. */
  private record Pull(PullJob job, Thread thread) {}

  /**
   * Copies what an order says and answers the extent's new end, when it is durable. What a pull
   * that failed had written stays; the same order goes on behind it. A pull for a manager that was
   * replaced ends when its successor asks for one of the same extent.
   */
  public CompletableFuture<Long> pull(PullJob job) {
    CompletableFuture<Long> answer = new CompletableFuture<>();
    Thread thread = Thread.ofVirtual().name("pull " + job.id()).unstarted(() -> run(job, answer));
    Pull mine = new Pull(job, thread);
    try {
      store.checkManager(job.epoch());
      enter(mine);
    } catch (NodeException refused) {
      return CompletableFuture.failedFuture(refused);
    }
    thread.start();
    return answer;
  }

  private void enter(Pull mine) throws NodeException {
    PullJob job = mine.job();
    Pull before = running.putIfAbsent(job.id(), mine);
    if (before != null) {
      if (before.job().epoch() < job.epoch()) {
        before.thread().interrupt();
      }
      throw new NodeException(NodeError.BUSY, "extent " + job.id() + " is being pulled");
    }
    if (!places.tryAcquire()) {
      running.remove(job.id(), mine);
      throw new NodeException(NodeError.BUSY, "too many pulls are under way");
    }
  }

  private void leave(PullJob job) {
    running.remove(job.id());
    places.release();
  }

  private void run(PullJob job, CompletableFuture<Long> answer) {
    try {
      long end = copy(job);
      LOG.info("pulled extent {} up to {} from {}", job.id(), end, job.order().source());
      leave(job);
      answer.complete(end);
    } catch (NodeException failure) {
      LOG.warn("pull of extent {} ended: {}", job.id(), failure.toString());
      leave(job);
      answer.completeExceptionally(failure);
    }
  }

  /**
   * Whatever happens, whoever asked is answered, and the buffers count as free again. A pull that
   * sees the node open here is among those that {@link #close} interrupts.
   */
  private long copy(PullJob job) throws NodeException {
    if (closed) {
      throw stopping();
    }
    try {
      return new Puller(store, open(job), throttles, job).run();
    } catch (InterruptedException stopped) {
      throw closed
          ? stopping()
          : new NodeException(NodeError.STALE_EPOCH, "a manager of a higher epoch pulls now");
    } catch (RuntimeException | Error bug) {
      LOG.error("pull of extent {}", job.id(), bug);
      throw new NodeException(NodeError.IO_ERROR, "unexpected: " + bug, bug);
    }
  }

  private static NodeException stopping() {
    return new NodeException(NodeError.UNREACHABLE, "the node is stopping");
  }

  private PageSource open(PullJob job) throws NodeException {
    try {
      return peers.open(job.order().source().address());
    } catch (IllegalArgumentException notAnAddress) {
      throw new NodeException(NodeError.BAD_REQUEST, String.valueOf(notAnAddress.getMessage()));
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
    running.values().forEach(pull -> pull.thread().interrupt());
    long giveUpNanos = System.nanoTime() + STOP_TIMEOUT.toNanos();
    for (Pull each : running.values()) {
      try {
        Duration left = Duration.ofNanos(Math.max(1, giveUpNanos - System.nanoTime()));
        if (each.thread().isAlive() && !each.thread().join(left)) {
          LOG.warn("pull of extent {} still waits for its disk", each.job().id());
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
