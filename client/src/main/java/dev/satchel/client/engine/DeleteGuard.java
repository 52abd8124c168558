package dev.satchel.client.engine;

import dev.satchel.client.store.TreeStore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Holds back a mass delete until somebody has said that it is meant.
 *
 * <p>Deletes that went out during the last minute count along, so that a slow {@code rm -rf} is
 * noticed too.
 */
final class DeleteGuard {

  private static final long MIN_FILES = 100;
  private static final long MEMORY_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final TreeStore store;
  private final int maxDelete;
  private long recent;
  private long recentSince;
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

  /** Looks at what waits to be deleted on the server. Control thread only. */
  boolean holds() {
    if (restoreAsked) {
      restoreAsked = false;
      store.pending().deletes().forEach(store.synced()::remove);
    }
    long deletes = store.pending().deletesOfFiles();
    if (deletes == 0) {
      allowed = false;
    }
    held = deletes > 0 && !allowed && isMassDelete(deletes) ? deletes : 0;
    return held > 0;
  }

  /** A file was deleted on the server. */
  void deleted() {
    recent = System.nanoTime() - recentSince > MEMORY_NANOS ? 1 : recent + 1;
    recentSince = System.nanoTime();
  }

  private boolean isMassDelete(long waiting) {
    if (System.nanoTime() - recentSince > MEMORY_NANOS) {
      recent = 0;
    }
    long deletes = waiting + recent;
    if (maxDelete > 0) {
      return deletes > maxDelete;
    }
    return deletes > MIN_FILES && deletes * 2 > store.synced().files() + recent;
  }
}
