package dev.satchel.jmh.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * Threads that call at the same time. What they do together is one operation for JMH, which ends
 * with the last of them: the mean over threads that it would make of their times flatters.
 */
final class Callers implements AutoCloseable {

  private final int count;
  private final ExecutorService threads;

  Callers(int count) {
    this.count = count;
    this.threads = Executors.newFixedThreadPool(count);
  }

  /** Each calls with its number; returns when all have. */
  void call(IntConsumer caller) {
    List<Future<?>> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      calls.add(threads.submit(() -> caller.accept(number)));
    }
    try {
      for (Future<?> call : calls) {
        call.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a caller failed", e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while callers were at work", e);
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
