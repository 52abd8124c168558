package dev.satchel.volume.read;

import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import dev.satchel.storage.ExtentId;
import dev.satchel.storage.PullOrder;
import dev.satchel.storage.client.NodeClient;
import dev.satchel.volume.members.NodeDirectory;
import dev.satchel.volume.model.BlockAddress;
import dev.satchel.volume.model.Extent;
import dev.satchel.volume.model.Volume;
import dev.satchel.volume.model.VolumeState;
import dev.satchel.volume.sql.ClaimTable;
import dev.satchel.volume.store.StoreUnavailableException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a copy that a read found damaged, so that the operator hears of it at once. Of a
 * sealed volume the node's scrub is sent to look at those pages, and lists what it finds. A volume
 * that is still open is given up: its seal reads all copies, proves them and writes down for good
 * which are lost; and nothing more is entrusted to them.
 */
public final class DamagedCopies {

  private static final Logger log = LoggerFactory.getLogger(DamagedCopies.class);

  private static final Duration DEADLINE = Duration.ofSeconds(3);
  private static final long PAGE_BYTES = PullOrder.PAGE_BYTES;

  private final VolumeCache volumes;
  private final NodeDirectory directory;
  private final ClaimTable claims;
  private final Runnable managerNews;
  private final Meter damaged;

  public DamagedCopies(
      VolumeCache volumes,
      NodeDirectory directory,
      ClaimTable claims,
      Runnable managerNews,
      MetricRegistry metrics) {
    this.volumes = volumes;
    this.directory = directory;
    this.claims = claims;
    this.managerNews = managerNews;
    this.damaged = metrics.meter("cell.get.damaged_copies");
  }

  /** The copy of a block on this extent is not what was stored. */
  void found(BlockAddress address, Extent extent, String why) {
    damaged.mark();
    log.error(
        "block {} on extent {} of node {} is damaged: {}",
        address.hash(),
        extent.id(),
        extent.nodeId(),
        why);
    try {
      volumes
          .reload(address.bucketId())
          .ifPresent(volume -> {
            if (volume.state() == VolumeState.OPEN) {
              giveUp(volume, extent);
            } else {
              haveLookedAt(address, extent);
            }
          });
    } catch (StoreUnavailableException unavailable) {
      // The read goes on with another copy; the next one that meets the damage says it again.
      log.warn("nobody can be told of it now: {}", unavailable.toString());
    }
  }

  private void giveUp(Volume volume, Extent extent) {
    String reason = "the copy on node " + extent.nodeId() + " is damaged";
    if (claims.abandon(volume.id(), reason)) {
      log.warn("volume {} is to be sealed: {}", volume.id(), reason);
      managerNews.run();
    }
  }

  /** Nobody waits for it: what comes of it stands in the scrub's next report. */
  private void haveLookedAt(BlockAddress address, Extent extent) {
    Optional<NodeClient> client = directory.client(extent.nodeId());
    long last = address.offset() + address.recordLength() - 1;
    for (long page = address.offset() / PAGE_BYTES; page <= last / PAGE_BYTES; page++) {
      long offset = page * PAGE_BYTES;
      client.ifPresent(node ->
          node.look(new ExtentId(extent.id()), offset, DEADLINE)
              .exceptionally(failure -> {
                log.warn("node {} does not look at it: {}", extent.nodeId(), failure.toString());
                return null;
              }));
    }
  }
}
