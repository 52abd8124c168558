package dev.satchel.frontend.notify;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of the commits of other processes on the same database: looks several times a second how
 * far the journals reach that somebody here waits for. The cost is one statement a look while
 * somebody waits, and nothing otherwise.
 */
public final class HeadPoller implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HeadPoller.class);
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final NotifyHub hub;
  private final Function<Collection<Long>, Map<Long, Long>> heads;
  private final Map<Long, Long> known = new HashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread polling = Thread.ofVirtual().name("notify-poll").unstarted(this::run);

  private HeadPoller(NotifyHub hub, Function<Collection<Long>, Map<Long, Long>> heads) {
    this.hub = hub;
    this.heads = heads;
  }

  /**
   * Starts to look.
   *
   * @param heads how far the journals of these namespaces reach
   */
  public static HeadPoller start(NotifyHub hub, Function<Collection<Long>, Map<Long, Long>> heads) {
    HeadPoller poller = new HeadPoller(hub, heads);
    poller.polling.start();
    return poller;
  }

  /**
   * Somebody waits for these namespaces from now on. Called after the parking and before the waiter
   * looks for changes itself, so that every commit is seen by the waiter's look or by ours.
   */
  public synchronized void watch(Set<Long> namespaces) {
    if (!known.keySet().containsAll(namespaces)) {
      heads.apply(namespaces).forEach(known::putIfAbsent);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      polling.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          look();
        } catch (RuntimeException e) {
          log.warn("cannot see the journals' heads: {}", e.toString());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void look() {
    Set<Long> watched = hub.watched();
    known.keySet().retainAll(watched);
    if (!watched.isEmpty()) {
      heads.apply(watched).forEach(this::compare);
    }
  }

  private void compare(long namespace, long head) {
    Long before = known.put(namespace, head);
    if (before != null && before != head) {
      hub.changed(namespace);
    }
  }
}
