package dev.satchel.storage.extent;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.extent.CreateChange.NewExtent;
import dev.satchel.storage.format.ExtentHeader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

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

  CompletableFuture<Extent> create(DiskStore disk, NewExtent wanted) {
    ExtentId id = wanted.id();
    CreateChange change = new CreateChange(disk, wanted);
    CompletableFuture<Extent> created = change.answer().whenComplete((e, failure) -> register(e));
    CompletableFuture<Extent> first = underWay.putIfAbsent(id, created);
    if (first != null) {
      return first.thenCompose(extent -> checked(extent, wanted));
    }
    // Registered before it is removed: whoever finds nothing under way finds it in the index.
    Extent existing = extents.get(id);
    if (existing == null) {
      disk.writer().submit(change);
    } else {
      change.answer().complete(existing);
    }
    return created
        .whenComplete((extent, failure) -> underWay.remove(id, created))
        .thenCompose(extent -> checked(extent, wanted));
  }

  private void register(@Nullable Extent extent) {
    if (extent != null) {
      extents.putIfAbsent(extent);
    }
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
