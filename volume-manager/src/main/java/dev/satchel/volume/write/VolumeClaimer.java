package dev.satchel.volume.write;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.NodeException;
import dev.satchel.storage.client.NodeClient;
import dev.satchel.volume.members.NodeCalls;
import dev.satchel.volume.members.NodeDirectory;
import dev.satchel.volume.model.Extent;
import dev.satchel.volume.model.Volume;
import dev.satchel.volume.sql.ClaimTable;
import dev.satchel.volume.write.ClaimedVolume.Replica;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wins an open volume: first its row, which raises the writer epoch, then all its nodes, which
 * refuse every earlier writer from then on. Only when all extents end at the same place, and no
 * acknowledged byte lies beyond, can the volume go on; otherwise it is for the manager to seal.
 */
final class VolumeClaimer {

  private static final Duration DEADLINE = Duration.ofSeconds(5);
  private static final Logger log = LoggerFactory.getLogger(VolumeClaimer.class);

  private final ClaimTable claims;
  private final NodeDirectory directory;
  private final String owner;
  private final Runnable managerNews;

  VolumeClaimer(ClaimTable claims, NodeDirectory directory, String owner, Runnable managerNews) {
    this.claims = claims;
    this.directory = directory;
    this.owner = owner;
    this.managerNews = managerNews;
  }

  /** Claims a volume, if one can be had now. */
  Optional<ClaimedVolume> claim() {
    while (true) {
      Optional<Volume> won = claims.claimOne(owner, this::looksWritable);
      if (won.isEmpty()) {
        return Optional.empty();
      }
      Optional<ClaimedVolume> claimed = claimOnNodes(won.get());
      if (claimed.isPresent()) {
        return claimed;
      }
    }
  }

  private boolean looksWritable(Volume volume) {
    return volume.members().stream()
        .allMatch(extent -> directory.isPromising(extent.nodeId()) && directory.isWritable(extent));
  }

  private Optional<ClaimedVolume> claimOnNodes(Volume volume) {
    List<Replica> replicas = new ArrayList<>();
    for (Extent extent : volume.members()) {
      Optional<NodeClient> client = directory.client(extent.nodeId());
      client.ifPresent(
          to -> replicas.add(new Replica(new ExtentId(extent.id()), extent.nodeId(), to)));
    }
    List<CompletableFuture<Long>> calls =
        replicas.stream()
            .map(at -> at.client().claim(at.extent(), volume.claim().epoch(), DEADLINE))
            .toList();
    List<Long> ends = new ArrayList<>();
    boolean broken = false;
    for (int i = 0; i < calls.size(); i++) {
      try {
        ends.add(NodeCalls.await(calls.get(i)));
      } catch (NodeException e) {
        broken |= note(volume, replicas.get(i), e);
      }
    }
    boolean complete = ends.size() == volume.members().size();
    boolean same = complete && ends.stream().distinct().count() == 1;
    if (same && ends.getFirst() >= volume.bucket().lengthBytes()) {
      log.info("writing to volume {} from {}", volume.id(), ends.getFirst());
      return Optional.of(new ClaimedVolume(volume, ends.getFirst(), replicas));
    }
    if (complete || broken) {
      leave(volume, complete ? "its extents end at " + ends : "an extent takes no claim");
    } else {
      // It can wait for its nodes, which are avoided for a while; the manager closes it if it must.
      claims.release(volume.id(), volume.claim().epoch());
    }
    return Optional.empty();
  }

  /** Logs why a node did not let a volume be claimed; answers whether its extent is to blame. */
  private boolean note(Volume volume, Replica replica, NodeException e) {
    log.warn(
        "node {} did not let volume {} be claimed: {}",
        replica.nodeId(),
        volume.id(),
        e.toString());
    directory.avoid(replica.nodeId());
    return switch (e.error()) {
      case UNREACHABLE, TIMED_OUT, BUSY, UNAUTHORIZED, STALE_EPOCH, SOURCE_FAILED, SOURCE_CORRUPT ->
          false;
      case NO_SUCH_EXTENT,
          OFFSET_MISMATCH,
          NOT_OPEN,
          FENCED,
          NO_SPACE,
          OUT_OF_RANGE,
          CORRUPT,
          BAD_REQUEST,
          IO_ERROR ->
          true;
    };
  }

  private void leave(Volume volume, String reason) {
    log.warn("volume {} is left: {}", volume.id(), reason);
    claims.abandon(volume.id(), reason);
    managerNews.run();
  }
}
