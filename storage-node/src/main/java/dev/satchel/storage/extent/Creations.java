package dev.satchel.storage.extent;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.extent.CreateChange.NewExtent;
import dev.satchel.storage.format.ExtentHeader;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Extents that are being created. Two requests for one id, however they race, make one extent, and
 * both are answered with it.
 */
final class Creations {

  private final ExtentIndex extents;
  private final ConcurrentMap<ExtentId, CompletableFuture<Extent>> underWay =
      new ConcurrentHashMap<>();

  Creations(ExtentIndex extents) {
    this.extents = extents;
  }

  /** Creates an extent on the first of these disks that has room. */
  CompletableFuture<Extent> create(List<DiskStore> disks, NewExtent wanted) {
    ExtentId id = wanted.id();
    CompletableFuture<Extent> created = new CompletableFuture<>();
    CompletableFuture<Extent> first = underWay.putIfAbsent(id, created);
    if (first != null) {
      return first.thenCompose(extent -> checked(extent, wanted));
    }
    // Registered before it is removed: whoever finds nothing under way finds it in the index.
    Extent existing = extents.get(id);
    if (existing == null) {
      attempt(disks.iterator(), wanted, created);
    } else {
      created.complete(existing);
    }
    return created
        .whenComplete((extent, failure) -> underWay.remove(id, created))
        .thenCompose(extent -> checked(extent, wanted));
  }

  private void attempt(
      Iterator<DiskStore> disks, NewExtent wanted, CompletableFuture<Extent> created) {
    if (!disks.hasNext()) {
      created.completeExceptionally(
          new NodeException(NodeError.NO_SPACE, "no disk of this node takes extents"));
      return;
    }
    DiskStore disk = disks.next();
    disk.submit(new CreateChange(disk, wanted))
        .whenComplete((extent, failure) -> {
          if (failure == null) {
            extents.putIfAbsent(extent);
            created.complete(extent);
          } else if (disks.hasNext() && nothingWasWritten(failure)) {
            attempt(disks, wanted, created);
          } else {
            created.completeExceptionally(failure);
          }
        });
  }

  /** After any other failure the extent may be there at the next start: it is made nowhere else. */
  private static boolean nothingWasWritten(Throwable failure) {
    return failure instanceof NodeException refused && refused.error() == NodeError.NO_SPACE;
  }

  private static CompletableFuture<Extent> checked(Extent extent, NewExtent wanted) {
    ExtentHeader header = extent.header();
    if (header.bucketId() == wanted.bucketId() && header.generation() == wanted.generation()) {
      return CompletableFuture.completedFuture(extent);
    }
    return CompletableFuture.failedFuture(
        new NodeException(
            NodeError.BAD_REQUEST,
            "extent " + wanted.id() + " exists, for bucket " + header.bucketId()));
  }
}
