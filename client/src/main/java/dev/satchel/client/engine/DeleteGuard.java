package dev.satchel.client.engine;

import dev.satchel.client.store.TreeStore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Holds back a mass delete until somebody has said what is meant, or nothing is left of it.
 *
 * <p>While many files are being deleted the deletes wait until it is over, so that an {@code rm
 * -rf} is seen whole; what went out during the last minute counts along, so that a slow one is
 * noticed.
 */
final class DeleteGuard {

  /** The name under which it is kept that deletes are held. */
  private static final String HELD = "deletes-held";

  private static final long MIN_FILES = 100;
  private static final long MEMORY_NANOS = TimeUnit.MINUTES.toNanos(1);

  private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final TreeStore store;
  private final int maxDelete;
  private final Recent recent = new Recent();
  private final Burst burst = new Burst();
  private volatile boolean allowed;
  private volatile boolean restoreAsked;
  private volatile long held;

  DeleteGuard(TreeStore store, int maxDelete) {
    this.store = store;
    this.maxDelete = maxDelete;
  }

  void allow() {
    allowed = true;
  }

  void restore() {
    restoreAsked = true;
  }

  /** One sentence when deletes are held. */
  @Nullable String reason() {
    return held == 0
        ? null
        : held
            + " files were deleted here; their deletion waits for your word: resume --allow-deletes"
            + " or restore --all";
  }

  /**
   * Looks at what waits to be deleted on the server, and notes whether it is held in the store: the
   * caller commits. Control thread only.
   */
  boolean holds() {
    if (restoreAsked) {
      restoreAsked = false;
      store.pending().deletes().forEach(store.synced()::remove);
    }
    long deletes = store.pending().deletesOfFiles();
    if (deletes == 0) {
      allowed = false;
    }
    burst.see(deletes);
    boolean hold = deletes > 0 && !allowed && (isWrittenDown() || isMassDelete(deletes));
    writeDown(hold);
    held = hold ? deletes : 0;
    return hold || isSettling();
  }

  /** Deletes were held before and nobody has answered: neither a restart nor another limit does. */
  private boolean isWrittenDown() {
    return store.status().get(HELD) != null;
  }

  private void writeDown(boolean hold) {
    if (hold != isWrittenDown()) {
      store.status().set(HELD, hold ? "yes" : null);
    }
  }

  /** Waits for bursts of deletes to end from now on: whoever calls comes back by itself. */
  void watchBursts() {
    burst.watched = true;
  }

  /** Whether many deletes wait only to see whether there are more to come. */
  boolean isSettling() {
    return burst.watched
        && burst.count > MIN_FILES
        && System.nanoTime() - burst.grewAt < SETTLE_NANOS;
  }

  /** A file was deleted on the server. */
  void deleted() {
    recent.add();
  }

  private boolean isMassDelete(long waiting) {
    long gone = recent.count();
    long deletes = waiting + gone;
    if (maxDelete > 0) {
      return deletes > maxDelete;
    }
    return deletes > MIN_FILES && deletes * 2 > store.synced().files() + gone;
  }

  /** Deletes that went out, until there were none for a while. */
  private static final class Recent {
    private long count;
    private long lastAt;

    void add() {
      count = count() + 1;
      lastAt = System.nanoTime();
    }

    long count() {
      return System.nanoTime() - lastAt > MEMORY_NANOS ? 0 : count;
    }
  }

  /** Deletes that wait, and when they last became more. */
  private static final class Burst {
    private boolean watched;
    private long count;
    private long grewAt;

    void see(long deletes) {
      grewAt = deletes > count ? System.nanoTime() : grewAt;
      count = deletes;
    }
  }
}
