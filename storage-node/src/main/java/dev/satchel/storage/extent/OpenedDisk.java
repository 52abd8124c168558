package dev.satchel.storage.extent;

import java.util.List;

/**
 * A disk that is ready for use.
 *
 * @param extents what it held when it was opened
 */
record OpenedDisk(DiskStore disk, List<Extent> extents) {

  /** The highest epoch of a manager that it knows of, also without its table. */
  long highestEpoch() {
    long created =
        extents.stream().mapToLong(extent -> extent.header().createdEpoch()).max().orElse(0);
    long marked = disk.marks().current().epoch();
    return Math.max(Math.max(disk.table().managerEpoch(), marked), created);
  }
}
