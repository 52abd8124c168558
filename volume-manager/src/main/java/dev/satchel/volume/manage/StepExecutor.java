package dev.satchel.volume.manage;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.ExtentInfo;
import dev.satchel.storage.NodeError;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.SealedExtent;
import dev.satchel.storage.client.NodeClient;
import dev.satchel.volume.members.NodeCalls;
import dev.satchel.volume.members.NodeDirectory;
import dev.satchel.volume.model.Extent;
import dev.satchel.volume.model.ExtentStatus;
import dev.satchel.volume.model.Volume;
import dev.satchel.volume.sql.ReplicationTable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the steps that concern a volume. Each method says whether something has changed, so that it
 * is worth planning again at once; a step that failed is planned again in a while.
 */
final class StepExecutor {

  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final Logger log = LoggerFactory.getLogger(StepExecutor.class);

  private final ReplicationTable volumes;
  private final NodeDirectory directory;
  private final Shunned shunned;
  private final long epoch;
  private final ToldTroubles told;

  StepExecutor(
      ReplicationTable volumes,
      NodeDirectory directory,
      Shunned shunned,
      ToldTroubles told,
      long epoch) {
    this.volumes = volumes;
    this.directory = directory;
    this.shunned = shunned;
    this.told = told;
    this.epoch = epoch;
  }

  /** Makes the missing extents of a planned volume, all at once, and opens it. */
  boolean make(Volume volume) {
    Map<Extent, CompletableFuture<ExtentInfo>> calls = new HashMap<>();
    for (Extent extent : volume.members()) {
      if (extent.status() == ExtentStatus.CREATING) {
        calls.put(extent, create(volume, extent));
      }
    }
    Map<Long, Extent.Place> places = new HashMap<>();
    calls.forEach((extent, call) -> {
      try {
        places.put(extent.id(), place(NodeCalls.await(call)));
      } catch (NodeException e) {
        log.warn("node {} made no extent {}: {}", extent.nodeId(), extent.id(), e.toString());
        shunned.add(extent.nodeId());
      }
    });
    if (places.size() == calls.size()) {
      volumes.opened(epoch, volume.id(), places, "ready for a writer");
      log.info("volume {} is open on {}", volume.id(), nodesOf(volume));
    }
    return true;
  }

  /** Freezes what can be reached and fixes the length, then cuts what can be reached. */
  boolean seal(Volume volume, List<Extent> reachable) {
    Map<Long, Long> ends = new HashMap<>();
    Map<Extent, CompletableFuture<Long>> calls = new HashMap<>();
    reachable.forEach(extent -> calls.put(extent, close(extent)));
    calls.forEach((extent, call) -> {
      try {
        ends.put(extent.id(), NodeCalls.await(call));
      } catch (NodeException e) {
        tell(volume, extent, "cannot be frozen", e);
      }
    });
    // The row is read again: what was acknowledged since the plan was made counts.
    Optional<Volume> now = ends.isEmpty() ? Optional.empty() : volumes.find(volume.id());
    if (now.isEmpty()) {
      return false;
    }
    long acknowledged = now.get().bucket().lengthBytes();
    long length = SealLength.of(acknowledged, ends.values());
    if (length < acknowledged) {
      log.error(
          "volume {} ends at {} on all reachable nodes, but {} was acknowledged",
          volume.id(),
          length,
          acknowledged);
    }
    if (!volumes.sealed(epoch, volume, length)) {
      return false;
    }
    log.info("volume {} is sealed at {} bytes: {}", volume.id(), length, volume.reason());
    volumes.find(volume.id()).ifPresent(sealed -> reachable.forEach(e -> settle(sealed, e)));
    return true;
  }

  /** Cuts one extent of a sealed volume at the volume's length. */
  boolean settle(Volume volume, Extent extent) {
    long length = volume.bucket().lengthBytes();
    try {
      SealedExtent sealed =
          NodeCalls.await(client(extent).seal(epoch, new ExtentId(extent.id()), length, DEADLINE));
      volumes.extentSealed(epoch, extent.id(), sealed.pageChecksums());
      told.over(extent.id());
      return true;
    } catch (NodeException e) {
      tell(volume, extent, "cannot be sealed at " + length, e);
      if (isLost(e.error())) {
        volumes.extentLost(epoch, extent.id());
        return true;
      }
      return false;
    }
  }

  private void tell(Volume volume, Extent extent, String what, NodeException why) {
    if (told.isNews(extent.id(), why.error())) {
      log.warn(
          "extent {} of volume {} on node {} {}: {}",
          extent.id(),
          volume.id(),
          extent.nodeId(),
          what,
          why.toString());
    }
  }

  private static boolean isLost(NodeError error) {
    return error == NodeError.OUT_OF_RANGE
        || error == NodeError.NO_SUCH_EXTENT
        || error == NodeError.CORRUPT;
  }

  private CompletableFuture<ExtentInfo> create(Volume volume, Extent extent) {
    try {
      return client(extent)
          .create(
              epoch, new ExtentId(extent.id()), extent.bucketId(), volume.generation(), DEADLINE);
    } catch (NodeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** The end of an extent that takes no more appends. */
  private CompletableFuture<Long> close(Extent extent) {
    try {
      NodeClient client = client(extent);
      ExtentId id = new ExtentId(extent.id());
      return client
          .close(epoch, id, DEADLINE)
          .exceptionallyCompose(failure ->
              switch (NodeCalls.asNodeException(failure).error()) {
                // Frozen already, by a failed write or an earlier seal: it can still say its end.
                case FENCED, NOT_OPEN -> client.info(id, DEADLINE).thenApply(ExtentInfo::endOffset);
                default -> CompletableFuture.failedFuture(failure);
              });
    } catch (NodeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private NodeClient client(Extent extent) throws NodeException {
    return directory
        .client(extent.nodeId())
        .orElseThrow(() ->
            new NodeException(NodeError.UNREACHABLE, "node " + extent.nodeId() + " is not known"));
  }

  private static Extent.Place place(ExtentInfo info) {
    return new Extent.Place(
        info.diskId(), info.diskPath(), info.dataPosition(), info.capacityBytes());
  }

  private static List<String> nodesOf(Volume volume) {
    return volume.members().stream().map(Extent::nodeId).toList();
  }
}
