package dev.satchel.volume.block;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Things that are costly to make and that one thread at a time may use. As many are made as are
 * ever in use at once, which the callers bound. Thread-safe.
 */
final class Pool<T> {

  private final ConcurrentLinkedQueue<T> idle = new ConcurrentLinkedQueue<>();
  private final Supplier<T> maker;

  Pool(Supplier<T> maker) {
    this.maker = maker;
  }

  /** Lends one to {@code use}. One that was in use when an exception came is not used again. */
  <R> R with(Function<T, R> use) {
    T lent = idle.poll();
    if (lent == null) {
      lent = maker.get();
    }
    R result = use.apply(lent);
    idle.add(lent);
    return result;
  }
}
