package dev.satchel.storage.server;

import dev.satchel.storage.runtime.ByteBudget;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * What one connection holds of the budget: never more than a part, so that one that takes nothing
 * of its answers does not stop the others. Lives on the connection's event loop.
 */
final class ConnectionShare {

  private static final int PARTS = 4;

  private final ByteBudget budget;
  private final EventLoop loop;
  private long usedBytes;
  private @Nullable Runnable waiting;
  private @Nullable Runnable queued;

  ConnectionShare(ByteBudget budget, EventLoop loop) {
    this.budget = budget;
    this.loop = loop;
  }

  /**
   * Takes {@code bytes} and answers true; or answers false, and {@code granted} runs on the event
   * loop once they have been taken. A single request that is more than the part is served when the
   * connection holds nothing else. Not to be called again before.
   */
  boolean take(long bytes, Runnable granted) {
    if (usedBytes > 0 && usedBytes + bytes > budget.totalBytes() / PARTS) {
      waiting = () -> takeLater(bytes, granted);
      return false;
    }
    usedBytes += bytes;
    Runnable served = () -> loop.execute(granted);
    queued = served;
    return budget.take(bytes, served);
  }

  /**
   * Takes back a {@link #take} that was answered with false, for {@code bytes}. One that has been
   * served meanwhile is granted all the same.
   */
  void leave(long bytes) {
    waiting = null;
    if (queued != null && budget.leave(queued)) {
      usedBytes -= bytes;
    }
  }

  /** Whether anybody waits for the budget, whatever his connection. */
  boolean isAwaited() {
    return budget.waitingCount() > 0;
  }

  private void takeLater(long bytes, Runnable granted) {
    if (take(bytes, granted)) {
      loop.execute(granted);
    }
  }

  /** Gives {@code bytes} back that had been taken. */
  void release(long bytes) {
    usedBytes -= bytes;
    budget.release(bytes);
    Runnable next = waiting;
    if (next != null) {
      waiting = null;
      next.run();
    }
  }
}
