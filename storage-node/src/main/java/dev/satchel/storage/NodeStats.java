package dev.satchel.storage;

import java.util.List;

/** A node's disks, how many extents lie on them, and how the scrub of them stands. */
public record NodeStats(String nodeId, List<DiskInfo> disks, int extents, ScrubStatus scrub) {

  public NodeStats {
    disks = List.copyOf(disks);
  }
}
