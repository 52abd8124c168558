package dev.satchel.frontend.service;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of a service in the order in which they were begun, closed in reverse. Parts that do
 * not need each other may open at the same time.
 */
final class Parts implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Parts.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  /** A part that opens in the background. */
  static final class Opening<T extends AutoCloseable> {
    private final FutureTask<T> task;

    private Opening(Callable<T> open) {
      this.task = new FutureTask<>(open);
    }

    /** Waits until it is open. */
    T get() throws Exception {
      try {
        return task.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Exception cause) {
          throw cause;
        }
        throw e;
      }
    }
  }

  /** Adds a part that is open. */
  <T extends AutoCloseable> T add(T part) {
    parts.push(part);
    return part;
  }

  /** Begins to open a part. */
  <T extends AutoCloseable> Opening<T> open(String name, Callable<T> open) {
    Opening<T> opening = new Opening<>(open);
    parts.push(() -> {
      try {
        opening.task.get().close();
      } catch (ExecutionException e) {
        log.debug("{} was never open", name, e);
      }
    });
    Thread.ofPlatform().name("open-" + name).daemon().start(opening.task);
    return opening;
  }

  /** Closes every part, the last first; one that fails does not keep the others from it. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        log.warn("closing {} failed", part, e);
      }
    }
  }
}
