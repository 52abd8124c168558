package dev.satchel.storage;

import java.util.List;

/** A node's disks and how many extents lie on them. */
public record NodeStats(String nodeId, List<DiskInfo> disks, int extents) {

  public NodeStats {
    disks = List.copyOf(disks);
  }
}
