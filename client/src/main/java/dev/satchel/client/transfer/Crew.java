package dev.satchel.client.transfer;

import dev.satchel.client.remote.ServerException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A bounded number of virtual threads that work off a list of tasks. */
final class Crew {

  /** What is done with each item; what it throws ends the work of all. */
  @FunctionalInterface
  interface Task<T> {
    void run(T item) throws ServerException, InterruptedIOException;
  }

  private Crew() {}

  /**
   * Runs {@code task} for every item and returns when no thread of the crew is left.
   *
   * @throws ServerException the first that a task threw, or one that says that the calling thread
   *     was interrupted; items that had not been begun are left
   */
  static <T> void workOff(Collection<T> items, int hands, Task<T> task) throws ServerException {
    Iterator<T> remaining = items.iterator();
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    List<Thread> crew = new ArrayList<>();
    for (int i = 0; i < Math.min(hands, items.size()); i++) {
      crew.add(Thread.startVirtualThread(() -> work(remaining, failure, task)));
    }
    awaitAll(crew, failure);
    Exception first = failure.get();
    switch (first) {
      case null -> {}
      case ServerException e -> throw e;
      case InterruptedIOException e ->
          throw new ServerException.Unreachable("the transfer was interrupted", true, e);
      default -> throw new IllegalStateException("a transfer failed in no known way", first);
    }
  }

  private static <T> void work(
      Iterator<T> remaining, AtomicReference<@Nullable Exception> failure, Task<T> task) {
    try {
      while (failure.get() == null) {
        T item;
        synchronized (remaining) {
          if (!remaining.hasNext()) {
            return;
          }
          item = remaining.next();
        }
        task.run(item);
      }
    } catch (ServerException | InterruptedIOException | RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  private static void awaitAll(List<Thread> crew, AtomicReference<@Nullable Exception> failure) {
    boolean interrupted = false;
    for (Thread hand : crew) {
      while (true) {
        try {
          hand.join();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
          failure.compareAndSet(null, new InterruptedIOException("interrupted"));
          crew.forEach(Thread::interrupt);
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
