package dev.satchel.storage.extent;

import dev.satchel.storage.NodeException;
import java.util.concurrent.CompletableFuture;

/**
 * The end of an extent, and before it of those of its name that it was used rather than: were they
 * still there, the next start would find one of them in its place.
 */
final class Purge {

  private final ExtentIndex extents;
  private final long deadlineNanos;

  Purge(ExtentIndex extents, long deadlineNanos) {
    this.extents = extents;
    this.deadlineNanos = deadlineNanos;
  }

  /**
   * Answers when its slot is free and reads as zeros.
   *
   * @throws NodeException if it is not to be purged; then the others stay too
   */
  CompletableFuture<Void> run(Extent extent, PurgeChange.Asked asked) throws NodeException {
    PurgeChange change = new PurgeChange(extent, asked, deadlineNanos);
    change.checkAllowed();
    CompletableFuture<Void> twins = CompletableFuture.completedFuture(null);
    for (Extent twin : extents.twins(extent.id())) {
      twins = twins.thenCompose(before -> end(twin));
    }
    return twins
        .thenCompose(gone -> extent.disk().submit(change))
        .thenCompose(marked -> erase(extent))
        .thenAccept(erased -> extents.remove(extent));
  }

  private CompletableFuture<Void> end(Extent twin) {
    return twin.disk()
        .submit(new TwinChange(twin, deadlineNanos))
        .thenCompose(marked -> erase(twin))
        .thenAccept(erased -> extents.removeTwin(twin));
  }

  private static CompletableFuture<Boolean> erase(Extent extent) {
    return new Erasure(extent.disk(), extent.header().slot()).run();
  }
}
