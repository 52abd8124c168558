package dev.satchel.volume.inspect;

import dev.satchel.storage.format.BatchFormat;
import dev.satchel.volume.model.Extent;
import dev.satchel.volume.model.ExtentStatus;

/** What an extent takes on its disk for what it holds: its header page, its bytes, its footer. */
final class ExtentCost {

  private static final long CHECKED_PAGE_BYTES = 1 << 20;

  private ExtentCost() {}

  static long bytes(Extent extent, long lengthBytes) {
    long footer =
        extent.status() == ExtentStatus.SEALED
            ? pages(lengthBytes / CHECKED_PAGE_BYTES * Integer.BYTES) + 1
            : 0;
    return (1 + pages(lengthBytes) + footer) * BatchFormat.ALIGNMENT_BYTES;
  }

  private static long pages(long bytes) {
    return (bytes + BatchFormat.ALIGNMENT_BYTES - 1) / BatchFormat.ALIGNMENT_BYTES;
  }
}
