package dev.satchel.volume.write;

import dev.satchel.storage.ExtentId;
import dev.satchel.storage.client.NodeClient;
import dev.satchel.volume.model.Volume;
import java.util.List;

/**
 * A volume that this process alone may append to: the claim stands in the table and is known to all
 * nodes.
 *
 * @param endOffset where all its extents end
 */
record ClaimedVolume(Volume volume, long endOffset, List<Replica> replicas) {

  /** One of its extents and the way to it. */
  record Replica(ExtentId extent, String nodeId, NodeClient client) {}

  long bucketId() {
    return volume.bucket().id();
  }

  long writerEpoch() {
    return volume.claim().epoch();
  }
}
